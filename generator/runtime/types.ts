/** A type with some of its optional properties required. */
export type WithRequired<Type, Keys extends keyof Type> = Type & { [Key in Keys]-?: Type[Key] };
