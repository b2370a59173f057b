/** Takes a lock for good in a process of its own: `lock-holder.ts <storage> <key>` prints when it has it. */
import { openStore } from "../../../mocks/storage/open-store.ts";

const [, , location = "", key = ""] = process.argv;
const store = await openStore(location);
await store.exclusive(key, async () => {
  process.stdout.write("taken\n");
  await new Promise((resolve) => setTimeout(resolve, 600_000));
});
