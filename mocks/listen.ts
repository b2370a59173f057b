import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

const closingGrace = 1_000;

/** Binds a server to an address. Rejects when the port is in use or the address is not one of this machine. */
export function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const inUse = error.code === "EADDRINUSE";
      reject(
        inUse
          ? Object.assign(
              new Error(`port ${port} of ${host} is in use; take another, or 0 for a free one`, { cause: error }),
              { code: error.code },
            )
          : error,
      );
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

/** Closes a server once, however often it is called: open requests get a second to finish. Resolves when the port is free. */
export function closeOnce(server: Server): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => {
    closing ??= new Promise((resolve) => {
      const timer = setTimeout(() => server.closeAllConnections(), closingGrace);
      server.close(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    return closing;
  };
}

/** The address in a URL, without a slash at the end. */
export function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}
