import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { SampleRequest } from "../../../../generated/twinspec-control/schemas/SampleRequest.ts";
import { shellWord } from "../../../../generator/diagnostics/shell.ts";
import type { Mock } from "../connection/mock.ts";
import { ShellLine } from "../parts/copy.tsx";

/** A line of curl that gets a response of the mock. */
export function TryLine({ mock }: { readonly mock: Mock }): JSX.Element {
  const [sample, setSample] = useState<SampleRequest | undefined>(undefined);
  useEffect(() => {
    let isCurrent = true;
    mock.client.getSampleRequest().then(
      ({ data }) => isCurrent && setSample(data as SampleRequest | undefined),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [mock]);
  return <ShellLine label="A request to try" line={`curl -i ${shellWord(`${mock.url}${sample?.target ?? "/"}`)}`} />;
}
