// SPDX-License-Identifier: Apache-2.0
// node fhir.mjs BUNDLE.json ... BACK.json: do two validators of others find the bundles valid, does a FHIR R4 server
// take the transaction among them and find its parts again? What the server gives back is written to BACK.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Fhir } from 'fhir';

globalThis.WebSocket ??= class {}; // medplum names it when it is loaded; nothing here opens one, and Node 20 has none
const { indexSearchParameterBundle, indexStructureDefinitionBundle, validateResource } = await import('@medplum/core');
const { FhirRouter, MemoryRepository } = await import('@medplum/fhir-router');
const definitions = join(import.meta.dirname, 'node_modules', '@medplum', 'definitions', 'dist', 'fhir', 'r4');
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));
for (const name of ['profiles-types.json', 'profiles-resources.json']) indexStructureDefinitionBundle(json(join(definitions, name)));
indexSearchParameterBundle(json(join(definitions, 'search-parameters.json')));
const files = process.argv.slice(2, -1);
const lantana = new Fhir();
let wrong = 0;
const complain = (words) => { wrong += 1; if (wrong <= 20) console.error(words); };

function validated(bundle, file) {
  for (const one of [bundle, ...bundle.entry.map((e) => e.resource)]) {
    const told = lantana.validate(one, { errorOnUnexpected: true });
    for (const m of told.messages) if (m.severity === 'error' || m.severity === 'fatal') complain(`fhir: ${file} ${one.resourceType}: ${m.location} ${m.message}`);
    try { validateResource(one); } catch (error) { complain(`medplum: ${file} ${one.resourceType}: ${error.message}`); }
  }
  console.log(`${file}: ${bundle.entry.length} resources looked at by two validators`);
}

async function served(run) {
  const router = new FhirRouter();
  const repo = new MemoryRepository();
  const server = createServer(async (req, res) => {
    const parts = [];
    for await (const part of req) parts.push(part);
    const body = parts.length ? JSON.parse(Buffer.concat(parts).toString()) : {};
    const request = { method: req.method, url: req.url, headers: req.headers, body, config: { transactions: true } };
    const [outcome, resource] = await router.handleRequest(request, repo);
    res.writeHead(outcome.id === 'created' ? 201 : outcome.issue?.[0]?.severity === 'error' ? 400 : 200, { 'content-type': 'application/fhir+json' });
    res.end(JSON.stringify(resource ?? outcome));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const at = `http://127.0.0.1:${server.address().port}/`;
  const ask = async (place, body) => (await fetch(at + place, body && { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/fhir+json' } })).json();
  await run(ask);
  server.close();
}

const counted = (bundle) => bundle.entry.reduce((n, { resource }) => n.set(resource.resourceType, (n.get(resource.resourceType) ?? 0) + 1), new Map());

async function taken(bundle, ask, which) {
  const told = await ask('', bundle);
  const refused = (told.entry ?? []).filter((e) => !/^20/.test(e.response?.status ?? ''));
  if (told.type !== 'transaction-response' || refused.length) complain(`server: the ${which} transaction was not taken: ${JSON.stringify(refused[0] ?? told).slice(0, 300)}`);
}

// This server takes at most eight parts at once where each asks "unless you have it": those are sent twice, to see that
// nothing is there twice. The whole is sent once, without the question.
async function sentTwice(bundle, ask) {
  const panel = bundle.entry.find((e) => e.resource.hasMember);
  const members = new Set(panel.resource.hasMember.map((m) => m.reference));
  const few = { ...bundle, entry: bundle.entry.filter((e) => e === panel || members.has(e.fullUrl) || e.resource.resourceType === 'Patient') };
  for (const round of ['first', 'second']) await taken(few, ask, round);
  for (const [type, many] of counted(few)) {
    const there = (await ask(`${type}?_count=1000`)).entry ?? [];
    if (there.length !== many) complain(`server: ${there.length} of ${many} ${type} after sending twice`);
  }
  console.log(`server: ${few.entry.length} resources sent twice and there once`);
}

async function sentAndFound(bundle, ask, back) {
  const wanted = counted(bundle);
  await taken({ ...bundle, entry: bundle.entry.map((e) => ({ ...e, request: { method: 'POST', url: e.request.url } })) }, ask, 'whole');
  const found = [];
  for (const [type, many] of wanted) {
    const page = await ask(`${type}?_count=1000`);
    const entries = page.entry ?? [];
    if (entries.length !== many) complain(`server: ${entries.length} of ${many} ${type} found again`);
    found.push(...entries);
  }
  const patient = found.find((e) => e.resource.resourceType === 'Patient').resource;
  const mine = await ask(`Observation?subject=Patient/${patient.id}&_count=1000`);
  if ((mine.entry ?? []).length !== wanted.get('Observation')) complain('server: not every observation leads to its patient');
  const nrs = await ask('Observation?code=https://supple.example/fhir/CodeSystem/supple|measure.spasticity&_count=1000');
  if (!(nrs.entry ?? []).length) complain('server: the spasticity score is not found by its code');
  writeFileSync(back, JSON.stringify({ resourceType: 'Bundle', type: 'searchset', entry: found }));
  console.log(`server: ${found.length} resources taken in one transaction and found again`);
}

for (const file of files) validated(json(file), file);
const transaction = files.map(json).find((bundle) => bundle.type === 'transaction');
await served((ask) => sentTwice(transaction, ask));
await served((ask) => sentAndFound(transaction, ask, process.argv.at(-1)));
if (wrong) { console.error(`${wrong} complaints`); process.exit(1); }
