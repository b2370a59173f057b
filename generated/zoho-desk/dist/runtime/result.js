/** The public names of the operations that responses answered, for messages; it keeps no response alive. */
export const operationNames = new WeakMap();
//# sourceMappingURL=result.js.map
