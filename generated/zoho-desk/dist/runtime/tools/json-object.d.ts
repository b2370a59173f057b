/** Whether the value is a JSON object. */
export declare function isObject(value: unknown): value is {
	readonly [name: string]: unknown;
};
