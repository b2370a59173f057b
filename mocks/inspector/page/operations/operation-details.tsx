import type { JSX } from "preact";
import { useCallback } from "preact/hooks";
import type { DescribedOperation } from "../../../../generated/twinspec-control/schemas/DescribedOperation.ts";
import type { PlacedOperation } from "../../../../generated/twinspec-control/schemas/PlacedOperation.ts";
import { given, type Mock } from "../connection/mock.ts";
import { Method } from "../parts/badges.tsx";
import { Failure } from "../parts/field.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { hashOf } from "../parts/location.ts";
import { keyOf } from "../parts/operations.ts";
import { ScopeSets } from "../requests/scopes-of-request.tsx";
import { Naming, placeText } from "./naming.tsx";

interface OperationDetailsProps {
  readonly mock: Mock;
  readonly operation: PlacedOperation;
}

/** One operation: names, scopes, parameters, bodies, responses. */
export function OperationDetails({ mock, operation }: OperationDetailsProps): JSX.Element {
  const { method, path, operationId, aliases, scopes, place, naming = [] } = operation;
  const key = keyOf(operation);
  const { value, error } = useLoaded(
    useCallback(
      () => given(mock.client.describeOperation({ operationName: `${method} ${path}` })),
      [mock, method, path],
    ),
  );
  return (
    <article class="details">
      <header class="details-head">
        <h2>
          <Method method={method} /> <code class="path">{path}</code>
        </h2>
        {value?.summary !== undefined && <p class="lead">{value.summary}</p>}
        <p class="actions">
          <a class="button button-main" href={hashOf("send", key)}>
            Send a request
          </a>
          <a class="button" href={hashOf("plans", key)}>
            Script a response or fault
          </a>
        </p>
      </header>
      <Failure message={error} />
      <section>
        <h3>Names</h3>
        <dl class="pairs">
          <div>
            <dt>Client</dt>
            <dd>{key}</dd>
          </div>
          {aliases.length > 0 && (
            <div>
              <dt>Aliases</dt>
              <dd>{aliases.join(", ")}</dd>
            </div>
          )}
          {operationId !== undefined && (
            <div>
              <dt>operationId</dt>
              <dd>{operationId}</dd>
            </div>
          )}
          {place !== undefined && (
            <div>
              <dt>Stands at</dt>
              <dd>{placeText(place)}</dd>
            </div>
          )}
        </dl>
        <Naming notes={naming} />
      </section>
      {scopes.length > 0 && (
        <section>
          <h3>Scopes</h3>
          <ScopeSets sets={scopes} />
        </section>
      )}
      {value !== undefined && <Described described={value} />}
    </article>
  );
}

function Described({ described }: { readonly described: DescribedOperation }): JSX.Element {
  const { description, isDeprecated, parameters, body, responses } = described;
  return (
    <>
      {(description !== undefined || isDeprecated) && (
        <section>
          <h3>Description</h3>
          {isDeprecated && <p class="mark mark-fault">deprecated</p>}
          {description !== undefined && <p class="prose">{description}</p>}
        </section>
      )}
      {(parameters.length > 0 || body !== undefined) && (
        <section>
          <h3>Takes</h3>
          <div class="table-wrap">
            <table>
              <thead>
                <tr>
                  <th scope="col">Argument</th>
                  <th scope="col">In</th>
                  <th scope="col">Type</th>
                  <th scope="col">Says</th>
                </tr>
              </thead>
              <tbody>
                {parameters.map(
                  ({ name, in: place, argument, isRequired, type, limits, values, description: text }) => (
                    <tr key={`${place} ${name}`}>
                      <th scope="row">
                        <code>{argument}</code>
                        {isRequired && <span class="required"> required</span>}
                      </th>
                      <td>{place}</td>
                      <td>{type}</td>
                      <td>{[values?.map(String).join(" | "), limits, text].filter(Boolean).join("; ")}</td>
                    </tr>
                  ),
                )}
                {body !== undefined && (
                  <tr>
                    <th scope="row">
                      <code>{body.argument}</code>
                      {body.isRequired && <span class="required"> required</span>}
                    </th>
                    <td>body</td>
                    <td>{body.contents.map(({ mediaType }) => mediaType).join(", ")}</td>
                    <td>{body.description ?? ""}</td>
                  </tr>
                )}
              </tbody>
            </table>
          </div>
        </section>
      )}
      <section>
        <h3>Gives</h3>
        <dl class="pairs pairs-words">
          {responses.map(({ status, description: text, contents }) => (
            <div key={status}>
              <dt>{status}</dt>
              <dd>
                {text}
                <span class="quiet"> {contents.map(({ mediaType }) => mediaType).join(", ")}</span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
