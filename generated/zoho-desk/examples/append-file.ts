import { constants, type FileHandle, open } from "node:fs/promises";

/** A file that grows at its end. */
export interface AppendFile {
  /** Bytes. */
  readonly size: number;
  /** Resolves once the text would outlast a loss of power. */
  append(text: string): Promise<void>;
  close(): Promise<void>;
}

/** A file cut to the size that it is known to have; made when it is to be empty. Throws an Error when it is shorter. */
export async function openAppendFile(path: string, known: number): Promise<AppendFile> {
  const handle = await open(path, known === 0 ? constants.O_RDWR | constants.O_CREAT : "r+", 0o600);
  try {
    const { size: found } = await handle.stat();
    if (found < known)
      throw new Error(
        `${path} has ${found} bytes, less than the ${known} of its checkpoint: something else changed it`,
      );
    if (found > known) await handle.truncate(known);
    return appending(handle, known);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function appending(handle: FileHandle, begin: number): AppendFile {
  let size = begin;
  return {
    get size() {
      return size;
    },
    async append(text) {
      const bytes = Buffer.from(text);
      for (let written = 0; written < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, size + written);
        written += bytesWritten;
      }
      await handle.sync();
      size += bytes.length;
    },
    close: () => handle.close(),
  };
}
