export const accesses = ['public', 'private', 'admins', 'direct'] as const;
export type Access = (typeof accesses)[number];

export const postings = ['everyone', 'admins'] as const;
export type Posting = (typeof postings)[number];

export const roles = ['member', 'admin'] as const;
export type Role = (typeof roles)[number];

export const messageKinds = ['text', 'action'] as const;
export type MessageKind = (typeof messageKinds)[number];
