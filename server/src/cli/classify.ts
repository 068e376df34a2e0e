import { Command } from 'commander';
import { explainReply, type ReplyExplanation } from '../smtp/explain-reply.ts';
import { type Stage, stages } from '../smtp/reply-rule.ts';

interface Options {
  stage: string;
  json?: true;
}

export const classifyCommand = () =>
  new Command('classify')
    .description('tell what a reply of an SMTP server does to a message and to the server')
    .argument('[reply]', 'the reply, such as "421 4.7.28 …"; lines are separated by line feeds')
    .option('--stage <command>', `what it answers: ${stages.join(', ')}`, 'end-of-data')
    .option('--json', 'print the same as JSON')
    .action((reply: string | undefined, { stage, json }: Options, command: Command) => {
      if (!reply || !/^\d{3}(?:[\s-]|$)/.test(reply)) return refuse(command, 'a reply begins with three digits');
      if (!isStage(stage)) return refuse(command, `no stage is called ${stage}`);
      const explanation = explainReply(stage, reply);
      console.log(json ? JSON.stringify(viewOf(explanation), null, 2) : textOf(explanation));
    });

function isStage(text: string): text is Stage {
  return (stages as readonly string[]).includes(text);
}

function refuse(command: Command, problem: string): void {
  console.error(`error: ${problem}`);
  command.outputHelp({ error: true });
  process.exitCode = 2;
}

function textOf({ message, server, rule, source }: ReplyExplanation): string {
  return `Message: ${message}\nServer:  ${server}\nRule:    ${rule}\nSource:  ${source}`;
}

const viewOf = ({ retryAfterMs, ...explanation }: ReplyExplanation) => ({
  ...explanation,
  retry_after_ms: retryAfterMs,
});
