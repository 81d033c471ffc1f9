// rrule: rules as text and dates.
import * as rrule from 'rrule';

const { RRule, RRuleSet, rrulestr } = rrule.RRule ? rrule : rrule.default;

export default () => {
  const rule = new RRule({
    freq: RRule.WEEKLY,
    byweekday: [RRule.MO, RRule.FR],
    dtstart: new Date(Date.UTC(2024, 0, 1)),
    count: 4,
  });
  const set = new RRuleSet();
  set.rrule(rule);
  set.exdate(new Date(Date.UTC(2024, 0, 5)));
  return [
    rule.toString(),
    rule.all(),
    rule.toText(),
    set.all().length,
    rrulestr('FREQ=MONTHLY;BYDAY=-1SU;COUNT=2;DTSTART=20240101T000000Z').all(),
  ];
};
