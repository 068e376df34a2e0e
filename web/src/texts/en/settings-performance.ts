export const settingsPerformanceTexts = {
  'settings-performance.title': 'Performance',
  'settings-performance.what':
    'When mail leaves, and how much of it. What you save here takes effect within a second; what was sent before keeps counting.',
  'settings-performance.saved': 'Saved. The new settings are in force.',

  'settings-performance.window': 'Send window',
  'settings-performance.start': 'Send start time',
  'settings-performance.start.what':
    'Mail leaves from this time of day on. Leave both times empty to send around the clock.',
  'settings-performance.end': 'Send end time',
  'settings-performance.end.what':
    'Nothing leaves from this time on: 20:00 sends its last message before 20:00:00. An end before the start is on the next day.',
  'settings-performance.timezone': 'Time zone',
  'settings-performance.timezone.what':
    'Of the send window, of the midnight at which daily limits begin anew, and of every date shown. A name such as Europe/Berlin.',
  'settings-performance.window.open': 'It is {time}: the window is open, mail may leave for another {left}.',
  'settings-performance.window.closed': 'It is {time}: the window is closed, it opens in {left}.',
  'settings-performance.window.always': 'It is {time}: mail may leave around the clock.',
  'settings-performance.window.one-missing': 'Set both times, or leave both empty.',
  'settings-performance.window.same': 'Start and end are the same. Leave both empty to send around the clock.',
  'settings-performance.window.picture': 'The hours of the day: {open} of 24 are open',
  'settings-performance.window.short':
    'Only {hours} a day: what the limits do not let through in that time waits for the next day.',
  'settings-performance.window.picture.week': 'The week: {open} of 168 hours are open',
  'settings-performance.windows': 'Send windows',
  'settings-performance.windows.what':
    'Mail leaves in any of these: HH:MM, up to 24:00. One that ends before it starts ends on the next day. Remove all to send around the clock.',
  'settings-performance.windows.several': 'Use several windows, or weekdays',
  'settings-performance.windows.one': 'Use one window for every day',
  'settings-performance.windows.start': 'Start {n}',
  'settings-performance.windows.end': 'End {n}',
  'settings-performance.windows.days': 'Days of window {n}',
  'settings-performance.windows.days.what': 'On which it begins; none is every day.',
  'settings-performance.windows.add': 'Add a window',
  'settings-performance.windows.remove': 'Remove window {n}',
  'settings-performance.windows.wrong': 'Each window needs a start and an end that differ, such as 08:00 and 20:00.',

  'settings-performance.sliding': 'Sliding window',
  'settings-performance.sliding.on': 'Limit every SMTP server by a sliding window',
  'settings-performance.sliding.on.what':
    'Applies to each server separately, on top of its daily limit. A server with a sliding window of its own keeps to that instead.',
  'settings-performance.sliding.rate': 'Messages',
  'settings-performance.sliding.rate.what': 'At most so many per server, in any stretch of the duration.',
  'settings-performance.sliding.duration': 'Duration',
  'settings-performance.sliding.duration.what': 'From 1s to 31d: 30m is thirty minutes, 1h30m an hour and a half.',
  'settings-performance.sliding.effect': '{rate} per {duration} = {perDay} a day per server.',
  'settings-performance.sliding.effect.window': 'Within the send window: {perDay} a day per server.',
  'settings-performance.sliding.effect.all':
    'With the {servers} servers that are enabled and have no window of their own: {perDay} a day.',
  'settings-performance.sliding.severe': 'This is very little. Most providers allow more: is it what you mean?',

  'settings-performance.account': 'Limits of the account',
  'settings-performance.account.what': 'Over all SMTP servers together, on top of the limits of each. 0 is no limit.',
  'settings-performance.account.minute': 'Messages per minute',
  'settings-performance.account.hour': 'Messages per hour',
  'settings-performance.account.day': 'Messages per day',
  'settings-performance.account.minute.what': 'In any 60 seconds.',
  'settings-performance.account.hour.what': 'In any 60 minutes.',
  'settings-performance.account.day.what.calendar': 'From midnight to midnight in the time zone above.',
  'settings-performance.account.day.what.rolling': 'In any 24 hours.',
  'settings-performance.period': 'A day is, to daily limits',
  'settings-performance.period.what': 'To the account’s, and to those of SMTP servers that do not say otherwise.',
  'settings-performance.period.calendar': 'A calendar day, from midnight to midnight',
  'settings-performance.period.rolling': 'Any 24 hours: stricter, as some providers reckon',
  'settings-performance.account.minute-binds':
    'The limit per minute allows more than the limit per hour does: only the latter will be felt.',
  'settings-performance.account.hour-binds':
    'The limit per hour allows more than the limit per day does: only the latter will be felt.',

  'settings-performance.retries': 'Retries and errors',
  'settings-performance.attempts': 'Attempts',
  'settings-performance.attempts.what': 'A message that servers have put off this often has failed.',
  'settings-performance.first-delay': 'First retry after',
  'settings-performance.first-delay.what': 'The delay doubles with each attempt. From 1s to 7d.',
  'settings-performance.max-delay': 'Longest delay',
  'settings-performance.max-delay.what': 'The doubled delays stop growing here. From 1s to 7d.',
  'settings-performance.max-age': 'Longest time',
  'settings-performance.max-age.what':
    'A message that is still put off this long after the first time has failed, whatever attempts it has left. From 1m to 31d.',
  'settings-performance.max-age.binds': 'The attempts would last {duration}: the longest time ends them before.',
  'settings-performance.retries.effect': 'A message that is put off every time has failed after about {duration}.',
  'settings-performance.send-errors': 'Pause a campaign after',
  'settings-performance.send-errors.what': 'Failed messages; 0 never pauses a campaign because of errors.',
  'settings-performance.send-errors.never':
    'A campaign with a bad list will go on to its end, which hurts your reputation.',
  'settings-performance.uncertain': 'When a crash leaves it unclear whether a message was taken',
  'settings-performance.uncertain.hold': 'Leave it as uncertain, for a person to decide',
  'settings-performance.uncertain.resend': 'Send it again',
  'settings-performance.uncertain.what': 'Sending it again loses nothing, but may mail someone twice.',
  'settings-performance.uncertain.resend.warning':
    'Whoever was being mailed when a worker died may get the message twice.',

  'settings-performance.bounces': 'Bounces',
  'settings-performance.bounces.what': 'What becomes of a subscriber whose mail comes back so many times.',
  'settings-performance.bounces.hard': 'Hard',
  'settings-performance.bounces.hard.what': 'There is no such address.',
  'settings-performance.bounces.soft': 'Soft',
  'settings-performance.bounces.soft.what':
    'A message failed after all its attempts because of its recipient: a full mailbox, for one.',
  'settings-performance.bounces.complaint': 'Complaint',
  'settings-performance.bounces.complaint.what': 'The recipient called a message spam.',
  'settings-performance.bounces.count': '{type}: after how many',
  'settings-performance.bounces.after': 'after ',
  'settings-performance.bounces.action': '{type}: what is done',
  'settings-performance.bounces.action.none': 'Nothing',
  'settings-performance.bounces.action.unsubscribe': 'Unsubscribe from all lists',
  'settings-performance.bounces.action.blocklist': 'Blocklist',
  'settings-performance.bounces.action.delete': 'Delete the subscriber',
  'settings-performance.bounces.warn.hard':
    'Mailing addresses that do not exist again and again is what providers suspend accounts for.',
  'settings-performance.bounces.warn.soft':
    'A mailbox that is full once costs you a good subscriber: 2 or more is safer.',
  'settings-performance.bounces.warn.complaint': 'Who called you spam will do so again, and providers count it.',
  'settings-performance.bounces.warn.delete': 'What is deleted is gone with its history, and can be imported again.',

  'settings-performance.queue': 'Queue',
  'settings-performance.sharing': 'When several campaigns of one priority run',
  'settings-performance.sharing.what': 'A higher priority always comes first.',
  'settings-performance.sharing.oldest': 'The one that started first sends first',
  'settings-performance.sharing.fair': 'All send at a time, each by its weight',
  'settings-performance.poll': 'Polling interval',
  'settings-performance.poll.what':
    'How often the queue is looked at when nothing says that it changed. Work that comes is seen at once, whatever stands here. From 100ms to 1h.',
  'settings-performance.paused': 'Pause the whole queue',
  'settings-performance.paused.what': 'Nothing is sent until a person takes this back.',
} as const;
