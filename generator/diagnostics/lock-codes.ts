/** The codes of what is said about the lock. */
export const lockCodes = {
  "lock-syntax": {
    title: "The lock cannot be read",
    cause: "The lock is not YAML as twinspec writes it, often because a merge left conflict markers.",
    fix: "Keep the lines of both branches and remove the markers, or take one side and run `twinspec generate`.",
  },
  "lock-version": {
    title: "The lock has an unknown version",
    cause: "Another version of twinspec wrote it.",
    fix: "Use the version of twinspec that wrote it.",
  },
  "lock-duplicate": {
    title: "The lock has an entry twice",
    cause:
      "Two lines have the same key, or give two operations the same name, often after a merge. Lines of one key are " +
      "read as one entry with what either has; an operation with two names has one of them as an alias.",
    fix:
      "Where it is an error, a name would be lost: keep the line whose names are in use. Otherwise nothing: " +
      "`twinspec generate` writes the entry once.",
  },
  "lock-name": {
    title: "The lock has a name that cannot be used",
    cause: "The name is not a valid identifier, or is a reserved word.",
    fix: "Correct the name, or remove the line and run `twinspec generate`.",
  },
  "lock-stale": {
    title: "The lock does not match the documents",
    cause:
      "`twinspec check` and `twinspec generate --frozen` take names from the lock alone, and the documents " +
      "require a change to it.",
    fix: "Run `twinspec generate` without `--frozen` and commit the lock.",
  },
  "lock-changed": {
    title: "The lock was changed while a run was under way",
    cause: "Another run, or a person, wrote the lock after this run had read it; names that it has now could get lost.",
    fix: "Run `twinspec generate` again.",
  },
  "lock-edited": {
    title: "A name was changed in the lock by hand",
    cause:
      "The lock has another name for something than it had when the output was made. An operation or a type keeps " +
      "the name of before as a deprecated alias. Nothing else has aliases: as a warning, the name is gone.",
    fix: "Nothing to do if it is meant; `names` in the settings renames operations too. Otherwise undo the change.",
  },
  "lock-gone": {
    title: "The lock of an output is gone",
    cause:
      "The output was made with a lock, and there is none where it belongs, nor where it was. The output has " +
      "recorded the names, which are taken from there; as an error, it is from a version that did not record them. " +
      "Or neither is there, and the package.json depends on the client.",
    fix:
      "Restore the lock from version control, or commit the one that `twinspec generate` writes. For new names, " +
      "remove the output too.",
  },
  "lock-ambiguous": {
    title: "Nothing tells which lock is that of the documents",
    cause:
      "Another document of the same name came to stand beside the one that the lock was written for, or several " +
      "documents that have locks of their own are generated together for the first time, and their names clash.",
    fix: "Give the lock whose names are in use the name that the message says.",
  },
  "lock-moved": {
    title: "The lock is at a place of before",
    cause:
      "Locks lay in the output once; a document or the output may have another name now, or settings were added. " +
      "A lock lies beside the settings, beside the document, or beside the package.json.",
    fix: "Nothing to do: `twinspec generate` moves it, and every name stays. Commit the move.",
  },
  "lock-unused": {
    title: "There are two locks",
    cause: "One lies where it belongs, and another one where locks once were. Only the first one is read.",
    fix: "Remove the one whose names are not in use.",
  },
} as const;
