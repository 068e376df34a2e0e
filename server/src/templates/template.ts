/** HTML that campaigns are set in, with `{{ content }}` where a campaign's body goes. */
export interface Template {
  id: number;
  name: string;
  type: 'campaign';
  subject: string;
  body: string;
  /** Used by campaigns that name no template. There is always one. */
  isDefault: boolean;
  /** Campaigns that are set in it, those that name none and so use the default among them. */
  usedBy: number;
  createdAt: Date;
  updatedAt: Date;
}

/** What a person writes of a template. */
export type TemplateContent = Pick<Template, 'name' | 'subject' | 'body'>;
