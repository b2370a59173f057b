/**
 * Keys by what they have before their slashes, so that those of a prefix are found without a look at all others. A
 * folder has its slash at the end, and is there as long as a key is below it.
 */
export interface KeyTree {
  add(key: string): void;
  delete(key: string): void;
  /** The keys that start with the text, in no order. */
  startingWith(prefix: string): string[];
}

/** An empty tree. */
export function createKeyTree(): KeyTree {
  /** Keys and folders by the folder that they are in. */
  const members = new Map<string, Set<string>>();

  function* below(folder: string): Generator<string> {
    for (const member of members.get(folder) ?? []) {
      if (member.endsWith("/")) yield* below(member);
      else yield member;
    }
  }

  return {
    add(key) {
      for (let member = key; ; ) {
        const folder = folderOf(member);
        const known = members.get(folder);
        known?.add(member);
        if (known !== undefined) return;
        members.set(folder, new Set([member]));
        if (folder === "") return;
        member = folder;
      }
    },
    delete(key) {
      for (let member = key; ; ) {
        const folder = folderOf(member);
        const known = members.get(folder);
        known?.delete(member);
        if (known === undefined || known.size > 0) return;
        members.delete(folder);
        if (folder === "") return;
        member = folder;
      }
    },
    startingWith(prefix) {
      const found: string[] = [];
      for (const member of members.get(prefix.slice(0, prefix.lastIndexOf("/") + 1)) ?? []) {
        if (!member.startsWith(prefix)) continue;
        if (!member.endsWith("/")) found.push(member);
        else for (const key of below(member)) found.push(key);
      }
      return found;
    },
  };
}

/** What a key or a folder is in: `a/b/` for `a/b/c` and for `a/b/c/`. */
function folderOf(member: string): string {
  return member.slice(0, member.lastIndexOf("/", member.length - 2) + 1);
}
