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
  'settings-performance.account.day.what': 'From midnight to midnight in the time zone above.',
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

  'settings-performance.queue': 'Queue',
  'settings-performance.poll': 'Polling interval',
  'settings-performance.poll.what':
    'How often the queue is looked at when nothing says that it changed. Work that comes is seen at once, whatever stands here. From 100ms to 1h.',
  'settings-performance.paused': 'Pause the whole queue',
  'settings-performance.paused.what': 'Nothing is sent until a person takes this back.',
} as const;
