import type { PageDefinition } from '../../app/page.ts';

export const campaignsPage: PageDefinition = {
  path: '/campaigns',
  title: 'campaigns.title',
  navigation: { order: 30 },
  load: () => import('./list/campaigns-page.tsx'),
};

export const newCampaignPage: PageDefinition = {
  path: '/campaigns/new',
  title: 'campaigns.new',
  load: () => import('./edit/new-campaign-page.tsx'),
};

export const campaignPage: PageDefinition = {
  path: '/campaigns/$campaignId',
  title: 'campaigns.one',
  load: () => import('./view/campaign-page.tsx'),
};

export const editCampaignPage: PageDefinition = {
  path: '/campaigns/$campaignId/edit',
  title: 'campaigns.edit',
  load: () => import('./edit/edit-campaign-page.tsx'),
};
