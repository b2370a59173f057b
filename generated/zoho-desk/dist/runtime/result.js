/** The operations that responses belong to, for errors; it keeps no response alive. */
export const descriptions = new WeakMap();
