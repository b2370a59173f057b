/** Whether a text is a date of the calendar, as RFC 3339 writes them. */
export function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined || Number(month) < 1 || Number(month) > 12 || Number(day) < 1) return false;
  const isLeap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return Number(day) <= (days[Number(month) - 1] ?? 0);
}

/** Whether a text is a date with a time and an offset, as RFC 3339 writes them. */
export function isDateTime(text: string): boolean {
  const [, day, hour, minute, second, offset] =
    /^(\d{4}-\d\d-\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?([Zz]|[-+]\d\d:\d\d)$/.exec(text) ?? [];
  if (day === undefined || !isDate(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60)
    return false;
  const [, offsetHour, offsetMinute] = /(\d\d):(\d\d)$/.exec(offset ?? "") ?? [];
  return Number(offsetHour ?? 0) <= 23 && Number(offsetMinute ?? 0) <= 59;
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** Whether a text is an absolute URI by its characters and its scheme. */
export function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})+$/i.test(text);
}

export function isEmail(text: string): boolean {
  return /^(?:[^\s@"]+|"[^"]*")@[^\s@]+$/.test(text);
}
