export const cleanName = (name: string): string => name.replace(/^.*[\\/]/s, '').replace(/[\p{Cc}\p{Cf}]/gu, '').trim().slice(0, 100) || 'file';
export const withExtension = (name: string, _type: string): string => name;
