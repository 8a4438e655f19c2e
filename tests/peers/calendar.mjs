// SPDX-License-Identifier: Apache-2.0
// node calendar.mjs CALENDAR.ics: does the reader that many calendar apps use (ical.js) find every time at its hour on
// the wall all year round, by the zone's rules in the file, and every whole day as one?
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';

const whole = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], 'utf8')));
for (const zone of whole.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
let wrong = 0;
const events = whole.getAllSubcomponents('vevent').map((e) => new ICAL.Event(e));
for (const event of events) {
  if (!event.uid || event.component.getAllSubcomponents('valarm').length !== 1) { wrong += 1; console.error(`${event.summary}: no id or no alarm`); }
  if (event.startDate.isDate || !event.isRecurring()) continue;
  const steps = event.iterator();
  const utc = new Set();
  for (let n = 0; n < 400; n += 1) {
    const at = steps.next();
    if (`${at.hour}:${at.minute}` !== `${event.startDate.hour}:${event.startDate.minute}`) { wrong += 1; console.error(`${event.summary}: moved on the wall`); break; }
    utc.add(at.toJSDate().getUTCHours());
  }
  if (utc.size !== 2) { wrong += 1; console.error(`${event.summary}: summer time makes no difference`); }
}
console.log(`calendar: ${events.length} events read by ical.js`);
if (wrong || events.length < 3) process.exit(1);
