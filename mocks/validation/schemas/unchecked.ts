/** A part of a schema that cannot be checked and was left out alone. */
export interface Unchecked {
  /**
   * Where it stands: `#/components/schemas/Pet/properties/name/pattern`; outside of components below the argument it
   * describes, `GET /pets query name/pattern`. Empty for what proved too costly.
   */
  readonly pointer: string;
  readonly keyword: string;
  readonly value: unknown;
  /** Why, as the end of a sentence. */
  readonly reason: string;
}
