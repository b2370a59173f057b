/**
* What a value is that JSON.parse would read otherwise. `digits`: an integer of 64 bits, as a string. `bigint`: one as a
* BigInt. `text`: an id that is an integer or a string on the wire, as a string. `date`: a point in time, as a Date.
*/
export type ValueKind = "digits" | "bigint" | "text" | "date";
/** What stands at one place of a body, and where its parts are described: by their index among all positions. */
export interface ValuePosition {
	readonly is?: ValueKind;
	/** What a string on the wire is, where that is something else. */
	readonly texts?: ValueKind;
	/** The members of an object by name, those of a list by index. An index that no position has: as JSON.parse reads it. */
	readonly properties?: {
		readonly [name: string]: number;
	};
	/** The other members of a list. */
	readonly items?: number;
	/** The other members of an object. */
	readonly values?: number;
	/** Where an object is one of several: the first that fits says what stands at its place. */
	readonly choices?: readonly {
		/** A name that it has. */
		readonly member: string;
		/** What stands there. Left out: anything. */
		readonly values?: readonly unknown[];
		readonly at: number;
	}[];
}
/** The positions of a body; the first is that of the body itself. */
export type ValuePositions = readonly ValuePosition[];
/** What stands at the place of that index, where the value is this one; undefined where nothing is to be read otherwise. */
export declare function positionOf(positions: ValuePositions, index: number | undefined, value: unknown): ValuePosition | undefined;
/** The index of the position of a member, by its name or its index in a list. */
export declare function memberPosition({ properties, items, values }: ValuePosition, name: string | number): number | undefined;
