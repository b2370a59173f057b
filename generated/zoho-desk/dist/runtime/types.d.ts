/** A type with some of its optional properties required. */
export type WithRequired<
	Type,
	Keys extends keyof Type
> = Type & { [Key in Keys]-?: Type[Key] };
/** A string that is not empty: with `object` TypeScript holds it for truthy, as it does no `string` alone. */
export type NonEmptyString = string & object;
