// SPDX-License-Identifier: Apache-2.0
// Writes tests/core/fhir_r4_shape.json: which elements the resources that supple writes may have, how many of each, of
// which type, and which codes where the standard leaves no choice. From the definitions of FHIR R4 (4.0.1, CC0).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const here = join(import.meta.dirname, 'node_modules', '@medplum', 'definitions', 'dist', 'fhir', 'r4');
const load = (name) => JSON.parse(readFileSync(join(here, name), 'utf8')).entry.map((e) => e.resource);
const WANTED = ['Bundle', 'Patient', 'Observation', 'MedicationStatement', 'Procedure', 'AdverseEvent', 'Condition',
  'AllergyIntolerance', 'Goal', 'CarePlan', 'DocumentReference', 'Composition', 'Basic', 'CodeSystem'];
const PLAIN = /^[a-z]/;
const defined = new Map([...load('profiles-resources.json'), ...load('profiles-types.json')]
  .filter((d) => d.resourceType === 'StructureDefinition').map((d) => [d.name, d]));
const lists = new Map([...load('valuesets.json'), ...load('v3-codesystems.json')].map((d) => [d.url, d]));

function codes(url) {
  const set = lists.get(url.split('|')[0]);
  if (!set?.compose) return undefined;
  const found = [];
  for (const part of set.compose.include) {
    if (part.valueSet || part.filter) return undefined;
    const listed = part.concept ?? lists.get(part.system)?.concept;
    if (!listed) return undefined;
    const walk = (concepts) => concepts.forEach((c) => { found.push(c.code); walk(c.concept ?? []); });
    walk(listed);
  }
  return found.length <= 80 ? found.sort() : undefined;
}

const shape = {};
function add(name) {
  if (shape[name] || !defined.has(name)) return;
  const wanted = [];
  for (const e of defined.get(name).snapshot.element) {
    if (!e.path.includes('.')) { shape[e.path] = {}; continue; }
    const at = e.path.lastIndexOf('.');
    const [parent, field] = [e.path.slice(0, at), e.path.slice(at + 1)];
    shape[parent] ??= {};
    const types = e.contentReference ? [e.contentReference.slice(1)] : (e.type ?? []).map((t) => t.code.startsWith('http') ? (e.path.endsWith('.id') ? 'id' : 'uri') : t.code);
    const backbone = types.includes('BackboneElement') || (types.includes('Element') && defined.get(name).snapshot.element.some((o) => o.path.startsWith(e.path + '.')));
    const row = { min: e.min, many: e.max !== '1', types: backbone ? [e.path] : types };
    const bound = e.binding?.strength === 'required' && types.includes('code') && codes(e.binding.valueSet);
    if (bound) row.codes = bound;
    shape[parent][field] = row;
    if (!backbone) wanted.push(...types.filter((t) => !PLAIN.test(t) && !t.includes('.') && t !== 'Resource'));
  }
  wanted.filter((t) => t !== 'Reference' || !shape.Reference).forEach(add);
}
WANTED.forEach(add);
writeFileSync(process.argv[2], JSON.stringify(shape, Object.keys(shape).length ? undefined : null).replaceAll('},"', '},\n"') + '\n');
