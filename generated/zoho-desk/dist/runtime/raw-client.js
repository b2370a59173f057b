export {};
//# sourceMappingURL=raw-client.js.map
