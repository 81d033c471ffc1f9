// humanize-duration: durations in many languages.
import humanizeDuration from 'humanize-duration';

export default () =>
  ['en', 'de', 'ru', 'ar', 'ja', 'pl'].map(language => humanizeDuration(97320000, { language, largest: 2 }));
