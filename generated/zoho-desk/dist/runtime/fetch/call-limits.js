export {};
//# sourceMappingURL=call-limits.js.map
