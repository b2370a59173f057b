/** The operations that responses answered, for errors; it keeps no response alive. */
export const descriptions = new WeakMap();
//# sourceMappingURL=result.js.map
