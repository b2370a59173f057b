/** A generator that can be left while it waits: `return` calls `leave` at once, which is to end what `next` waits for. */
export declare function leaving<Item>(leave: () => void, generator: AsyncGenerator<Item, void, undefined>): AsyncGenerator<Item, void, undefined>;
