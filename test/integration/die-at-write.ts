/**
 * Loaded before a program (`node --import`), ends it by SIGKILL at its so manieth step on the disk (`DIE_AT_WRITE`, from 1), in
 * the middle of what that writes.
 */
import { atDiskStep } from "./disk-steps.ts";

await atDiskStep(Number(process.env["DIE_AT_WRITE"]), () => {
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => {});
});
