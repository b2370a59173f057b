import { twinspecVersion } from "../../generator/settings/package-root.ts";
import { type Labels, type MetricFamily, openMetricsType, writeOpenMetrics } from "../metrics/open-metrics.ts";
import type { Journal } from "../pipeline/journal.ts";
import type { RequestFigures } from "../pipeline/request-figures.ts";
import type { RequestLogEntry } from "../pipeline/request-log.ts";
import type { StoreFigures } from "../storage/store.ts";

/** The figures of an API. */
export interface ApiFigures {
  readonly requests: RequestFigures;
  readonly journal: Pick<Journal<RequestLogEntry>, "bytes" | "dropped" | "entries">;
  /** How many tokens of each kind the storage has, expired ones among them until they are forgotten. */
  tokens(): Promise<Readonly<Record<string, number>>>;
}

/** The figures of a server. */
export interface ServerFigures {
  /** By the prefixes of the APIs. */
  readonly apis: readonly (readonly [prefix: string, figures: ApiFigures])[];
  /** Of the storage; undefined for the memory. */
  readonly store: StoreFigures | undefined;
  /** How many tokens and codes had to go before their time. */
  readonly forgotten: number;
}

/** Everything that the mock counts, in the text format of OpenMetrics. */
export async function mockMetrics({ apis, store = new Map(), forgotten }: ServerFigures): Promise<Blob> {
  const ofEach = <Sample>(samples: (figures: ApiFigures, labels: Labels) => readonly Sample[]): Sample[] =>
    apis.flatMap(([api, figures]) => samples(figures, { api }));
  const tokens = await Promise.all(apis.map(async ([api, figures]) => [api, await figures.tokens()] as const));
  const ofStore = [...store];
  const families: MetricFamily[] = [
    {
      ...{ name: "twinspec", type: "info", help: "The version of twinspec." },
      samples: [[{ version: twinspecVersion() }]],
    },
    {
      ...{ name: "twinspec_requests", type: "counter" },
      help: "Requests by operation and status; 0 where the connection was reset.",
      samples: ofEach(({ requests }, labels) =>
        [...requests.operations].flatMap(([operation, { statuses }]) =>
          [...statuses].map(([status, count]) => [{ ...labels, operation, status: String(status) }, count] as const),
        ),
      ),
    },
    {
      ...{ name: "twinspec_request_duration_seconds", type: "histogram", unit: "seconds" },
      help: "The time from the headers of a request to its response.",
      samples: ofEach(({ requests }, labels) =>
        [...requests.operations].map(([operation, { durations }]) => [{ ...labels, operation }, durations] as const),
      ),
    },
    {
      ...{ name: "twinspec_violations", type: "counter" },
      help: "How requests and responses broke the document.",
      samples: ofEach(({ requests }, labels) =>
        [...requests.violations].map(([kind, count]) => {
          const [source = "", severity = ""] = kind.split(" ");
          return [{ ...labels, source, severity }, count] as const;
        }),
      ),
    },
    {
      ...{ name: "twinspec_tokens", type: "gauge" },
      help: "Tokens in the storage; expired ones are there for an hour.",
      samples: tokens.flatMap(([api, kinds]) =>
        Object.entries(kinds).map(([kind, count]) => [{ api, kind }, count] as const),
      ),
    },
    {
      ...{ name: "twinspec_tokens_forgotten", type: "counter" },
      help: "Tokens and codes that went before their time, because the memory had no room for them.",
      samples: [[{}, forgotten]],
    },
    {
      ...{ name: "twinspec_journal_requests", type: "gauge", help: "Requests that the journal has." },
      samples: ofEach(({ journal }, labels) => [[labels, journal.entries.length] as const]),
    },
    {
      ...{ name: "twinspec_journal_size_bytes", type: "gauge", unit: "bytes" },
      help: "The memory that the journal takes, about.",
      samples: ofEach(({ journal }, labels) => [[labels, journal.bytes] as const]),
    },
    {
      ...{ name: "twinspec_journal_dropped_requests", type: "gauge" },
      help: "Requests that the journal had no room for since it was cleared.",
      samples: ofEach(({ journal }, labels) => [[labels, journal.dropped] as const]),
    },
    {
      ...{ name: "twinspec_storage_operation_duration_seconds", type: "histogram", unit: "seconds" },
      help: "The time that the storage took; lock: until a lock was had.",
      samples: ofStore.map(([operation, { durations }]) => [{ operation }, durations]),
    },
    {
      ...{ name: "twinspec_storage_failures", type: "counter", help: "What the storage failed at." },
      samples: ofStore.map(([operation, { failures }]) => [{ operation }, failures]),
    },
    ...ofProcess(),
  ];
  return new Blob([writeOpenMetrics(families)], { type: openMetricsType });
}

/** Under the names that all collectors know. */
function ofProcess(): MetricFamily[] {
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const start = Date.now() / 1000 - process.uptime();
  const bytes = { type: "gauge", unit: "bytes" } as const;
  const gauge = (value: number) => [[{}, value]] as const;
  return [
    { name: "process_resident_memory_bytes", ...bytes, help: "Resident memory.", samples: gauge(rss) },
    { name: "nodejs_heap_size_used_bytes", ...bytes, help: "The heap in use.", samples: gauge(heapUsed) },
    { name: "nodejs_external_memory_bytes", ...bytes, help: "Memory beside the heap.", samples: gauge(external) },
    {
      ...{ name: "process_cpu_seconds", type: "counter", unit: "seconds", help: "Processor time." },
      samples: gauge((user + system) / 1e6),
    },
    {
      ...{ name: "process_start_time_seconds", type: "gauge", unit: "seconds" },
      ...{ help: "When the process began, since 1970.", samples: gauge(start) },
    },
  ];
}
