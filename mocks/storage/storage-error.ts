/** Thrown when a store cannot be opened, or its lock cannot be had. The message never has the password of a URL in it. */
export class StorageError extends Error {
  override readonly name = "StorageError";
  readonly code = "ERR_STORAGE";
}
