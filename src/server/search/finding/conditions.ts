/** What filters ask of messages beside their words. */

/** Milliseconds since 1970: from, included, until, not included. */
export type Span = [from: number, until: number];

/** Has one of these attributes (searched.row.ts); with `not`, none of them. */
export interface AttributeCondition {
  anyOf: string[];
  not: boolean;
  /** In a conversation of two it is met by whatever has not this one. */
  inDirectWithout?: string;
}

/** One of these messages, by room; with `not`, none of them. */
export interface PlaceCondition {
  places: ReadonlyMap<number, ReadonlySet<number>>;
  not: boolean;
}

export interface Conditions {
  /** Of their rooms only these; null: all. */
  rooms: number[] | null;
  notRooms: number[];
  within: Span;
  notWithin: Span[];
  attributes: AttributeCondition[];
  places: PlaceCondition[];
}
