import { spawn } from "node:child_process";

/** What opens an address in the person's browser. */
const openers: Partial<Record<NodeJS.Platform, readonly [command: string, ...args: string[]]>> = {
  darwin: ["open"],
  // `start` takes its first quoted word for a title.
  win32: ["cmd", "/c", "start", '""'],
};

/** Opens the inspector in the browser, that of `BROWSER` where it is set; says so where that is not possible. */
export function openPage(address: string | undefined): void {
  if (address === undefined) return void process.stderr.write("There is no inspector: the control API is off.\n");
  const own = process.env["BROWSER"];
  const [command, ...args] = own ? [own] : (openers[process.platform] ?? ["xdg-open"]);
  const child = spawn(command, [...args, address], { stdio: "ignore", detached: true });
  child.once("error", () => process.stderr.write(`The browser could not be opened: ${address}\n`));
  child.unref();
}
