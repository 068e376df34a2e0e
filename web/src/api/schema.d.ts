// Made from openapi.json by `npm run generate`; do not edit.
export interface paths {
  "/api/subscribers/{id}/activity": {
    get: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "subscriptions": Array<{
                "id": number;
                "uuid": string;
                "name": string;
                "type": string;
                "optin": string;
                "status": string;
                "tags": Array<string>;
                "description": string;
                "created_at": string;
                "updated_at": string;
                "subscription_status": "unconfirmed" | "confirmed" | "unsubscribed";
                "subscription_created_at": string;
                "subscription_updated_at": string;
              }>;
              "messages": Array<components['schemas']["QueueRowWithAttempts"]>;
              "bounces": Array<components['schemas']["Bounce"]>;
            };
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/subscribers/{id}/export": {
    get: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "profile": Array<{
              "id": number;
              "uuid": string;
              "email": string;
              "name": string;
              "attribs": {
                [key: string]: unknown;
              };
              "status": "enabled" | "disabled" | "blocklisted";
              "blocklisted_at": string | null;
              /** null also if it is not known */
              "blocklisted_by": "operator" | "import" | "bounces" | null;
              "created_at": string;
              "updated_at": string;
            }>;
            "subscriptions": Array<{
              "id": number;
              "uuid": string;
              "name": string;
              "type": string;
              "optin": string;
              "status": string;
              "tags": Array<string>;
              "description": string;
              "created_at": string;
              "updated_at": string;
              "subscription_status": "unconfirmed" | "confirmed" | "unsubscribed";
              "subscription_created_at": string;
              "subscription_updated_at": string;
            }>;
            "messages": Array<components['schemas']["QueueRowWithAttempts"]>;
            "bounces": Array<components['schemas']["Bounce"]>;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/subscribers/query/delete": {
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            /** Part of an address or a name */
            "search"?: string | undefined;
            /** Refused unless empty: Sluice does not run SQL that comes in a request. Use `search`. */
            "query"?: string | undefined;
            "subscription_status"?: "unconfirmed" | "confirmed" | "unsubscribed" | "" | undefined;
            "subscriber_status"?: "enabled" | "disabled" | "blocklisted" | undefined;
            "list_ids"?: Array<number> | undefined;
            /** Needed when nothing else says who is meant */
            "all"?: boolean | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
            /** How many subscribers it was done to */
            "count": number;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/subscribers/query/blocklist": {
    put: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            /** Part of an address or a name */
            "search"?: string | undefined;
            /** Refused unless empty: Sluice does not run SQL that comes in a request. Use `search`. */
            "query"?: string | undefined;
            "subscription_status"?: "unconfirmed" | "confirmed" | "unsubscribed" | "" | undefined;
            "subscriber_status"?: "enabled" | "disabled" | "blocklisted" | undefined;
            "list_ids"?: Array<number> | undefined;
            /** Needed when nothing else says who is meant */
            "all"?: boolean | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
            /** How many subscribers it was done to */
            "count": number;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/subscribers/query/lists": {
    put: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            /** Part of an address or a name */
            "search"?: string | undefined;
            /** Refused unless empty: Sluice does not run SQL that comes in a request. Use `search`. */
            "query"?: string | undefined;
            "subscription_status"?: "unconfirmed" | "confirmed" | "unsubscribed" | "" | undefined;
            "subscriber_status"?: "enabled" | "disabled" | "blocklisted" | undefined;
            "list_ids"?: Array<number> | undefined;
            /** Needed when nothing else says who is meant */
            "all"?: boolean | undefined;
            "action": "add" | "remove" | "unsubscribe" | "confirm";
            "target_list_ids": Array<number>;
            "status"?: "unconfirmed" | "confirmed" | "unsubscribed" | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
            /** How many subscribers it was done to */
            "count": number;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/blocklist": {
    get: {
      parameters: { query?: { "search"?: string | undefined; "page"?: number | undefined; "per_page"?: number | "all" | undefined }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "results": Array<components['schemas']["Blocklisted"]>;
              "query": string;
              "search": string;
              "total": number;
              "per_page": number;
              "page": number;
            };
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/bounces": {
    get: {
      parameters: { query?: { "campaign_id"?: number | undefined; "source"?: string | undefined; "type"?: "hard" | "soft" | "complaint" | undefined; "order_by"?: string | undefined; "order"?: string | undefined; "page"?: number | undefined; "per_page"?: number | "all" | undefined }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "results": Array<components['schemas']["Bounce"]>;
              "query": string;
              "search": string;
              "total": number;
              "per_page": number;
              "page": number;
            };
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    delete: {
      parameters: { query?: { "id"?: Array<number> | undefined; "all"?: boolean | undefined }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/bounces/{id}": {
    get: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Bounce"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    delete: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/bounces/blocklist": {
    put: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/subscribers/{id}/bounces": {
    get: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": Array<components['schemas']["Bounce"]>;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    delete: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/capacity/calendar": {
    get: {
      parameters: { query?: { "days"?: number | undefined }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["CapacityCalendar"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/capacity/calendar.ics": {
    get: {
      parameters: { query?: { "days"?: number | undefined }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "text/calendar": string } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        401: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/campaigns": {
    get: {
      parameters: { query?: { "query"?: string | undefined; "status"?: Array<"draft" | "scheduled" | "running" | "paused" | "finished" | "cancelled"> | undefined; "tag"?: Array<string> | undefined; "no_body"?: boolean | undefined; "order_by"?: string | undefined; "order"?: string | undefined; "page"?: number | undefined; "per_page"?: number | "all" | undefined }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "results": Array<components['schemas']["Campaign"]>;
              "query": string;
              "search": string;
              "total": number;
              "per_page": number;
              "page": number;
            };
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            "name"?: string | undefined;
            "subject"?: string | undefined;
            "lists"?: Array<number> | undefined;
            /** The setting app.from_email unless given */
            "from_email"?: string | undefined;
            "type"?: "regular" | "optin" | undefined;
            "content_type"?: "richtext" | "html" | "markdown" | "plain" | undefined;
            /** `automatic`, or the name of an SMTP server */
            "messenger"?: string | undefined;
            "body"?: string | undefined;
            "body_source"?: string | null | undefined;
            "altbody"?: string | null | undefined;
            "send_at"?: string | null | undefined;
            /** When its messages may leave, in app.timezone, within the account’s send window: in any of these; none is no narrower */
            "send_windows"?: Array<{
              /** On which it begins; none, or absent, is every day */
              "days"?: Array<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"> | undefined;
              /** HH:MM; mail leaves from then on */
              "start": string;
              /** HH:MM, up to 24:00; mail leaves before it. Before the start, it is that of the next day */
              "end": string;
            }> | undefined;
            /** fast: as fast as limits allow; even: spread over the hours in which it may still send today, or until the deadline */
            "pacing"?: "fast" | "even" | undefined;
            "deadline"?: string | null | undefined;
            "tags"?: Array<string> | undefined;
            "template_id"?: number | null | undefined;
            "headers"?: Array<{
              [key: string]: string;
            }> | undefined;
            "attribs"?: {
              [key: string]: unknown;
            } | null | undefined;
            "priority"?: "high" | "normal" | "low" | undefined;
            "weight"?: number | undefined;
            /** There are no attachments yet */
            "media"?: Array<unknown> | undefined;
            "archive"?: false | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Campaign"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    delete: {
      parameters: { query: { "id": Array<number> }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/campaigns/running/stats": {
    get: {
      parameters: { query?: { "campaign_id"?: Array<number> | undefined }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": Array<components['schemas']["RunningStats"]>;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/campaigns/{id}": {
    get: {
      parameters: { query?: { "no_body"?: boolean | undefined }; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Campaign"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    put: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody: { content: { "application/json": {
            "name"?: string | undefined;
            "subject"?: string | undefined;
            "lists"?: Array<number> | undefined;
            /** The setting app.from_email unless given */
            "from_email"?: string | undefined;
            "type"?: "regular" | "optin" | undefined;
            "content_type"?: "richtext" | "html" | "markdown" | "plain" | undefined;
            /** `automatic`, or the name of an SMTP server */
            "messenger"?: string | undefined;
            "body"?: string | undefined;
            "body_source"?: string | null | undefined;
            "altbody"?: string | null | undefined;
            "send_at"?: string | null | undefined;
            /** When its messages may leave, in app.timezone, within the account’s send window: in any of these; none is no narrower */
            "send_windows"?: Array<{
              /** On which it begins; none, or absent, is every day */
              "days"?: Array<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"> | undefined;
              /** HH:MM; mail leaves from then on */
              "start": string;
              /** HH:MM, up to 24:00; mail leaves before it. Before the start, it is that of the next day */
              "end": string;
            }> | undefined;
            /** fast: as fast as limits allow; even: spread over the hours in which it may still send today, or until the deadline */
            "pacing"?: "fast" | "even" | undefined;
            "deadline"?: string | null | undefined;
            "tags"?: Array<string> | undefined;
            "template_id"?: number | null | undefined;
            "headers"?: Array<{
              [key: string]: string;
            }> | undefined;
            "attribs"?: {
              [key: string]: unknown;
            } | null | undefined;
            "priority"?: "high" | "normal" | "low" | undefined;
            "weight"?: number | undefined;
            /** There are no attachments yet */
            "media"?: Array<unknown> | undefined;
            "archive"?: false | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Campaign"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    delete: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/campaigns/{id}/status": {
    put: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody: { content: { "application/json": {
            "status": "draft" | "scheduled" | "running" | "paused" | "finished" | "cancelled";
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Campaign"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/campaigns/{id}/preview": {
    get: {
      parameters: { query?: { "subscriber_id"?: number | undefined }; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "text/html": string; "text/plain": string } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    post: {
      parameters: { query?: { "subscriber_id"?: number | undefined }; header?: never; path: { "id": number }; cookie?: never };
      requestBody: { content: { "application/json": {
            "name"?: string | undefined;
            "subject"?: string | undefined;
            "lists"?: Array<number> | undefined;
            /** The setting app.from_email unless given */
            "from_email"?: string | undefined;
            "type"?: "regular" | "optin" | undefined;
            "content_type"?: "richtext" | "html" | "markdown" | "plain" | undefined;
            /** `automatic`, or the name of an SMTP server */
            "messenger"?: string | undefined;
            "body"?: string | undefined;
            "body_source"?: string | null | undefined;
            "altbody"?: string | null | undefined;
            "send_at"?: string | null | undefined;
            /** When its messages may leave, in app.timezone, within the account’s send window: in any of these; none is no narrower */
            "send_windows"?: Array<{
              /** On which it begins; none, or absent, is every day */
              "days"?: Array<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"> | undefined;
              /** HH:MM; mail leaves from then on */
              "start": string;
              /** HH:MM, up to 24:00; mail leaves before it. Before the start, it is that of the next day */
              "end": string;
            }> | undefined;
            /** fast: as fast as limits allow; even: spread over the hours in which it may still send today, or until the deadline */
            "pacing"?: "fast" | "even" | undefined;
            "deadline"?: string | null | undefined;
            "tags"?: Array<string> | undefined;
            "template_id"?: number | null | undefined;
            "headers"?: Array<{
              [key: string]: string;
            }> | undefined;
            "attribs"?: {
              [key: string]: unknown;
            } | null | undefined;
            "priority"?: "high" | "normal" | "low" | undefined;
            "weight"?: number | undefined;
            /** There are no attachments yet */
            "media"?: Array<unknown> | undefined;
            "archive"?: false | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "text/html": string; "text/plain": string } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/campaigns/preview": {
    post: {
      parameters: { query?: { "subscriber_id"?: number | undefined }; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            "name"?: string | undefined;
            "subject"?: string | undefined;
            "lists"?: Array<number> | undefined;
            /** The setting app.from_email unless given */
            "from_email"?: string | undefined;
            "type"?: "regular" | "optin" | undefined;
            "content_type"?: "richtext" | "html" | "markdown" | "plain" | undefined;
            /** `automatic`, or the name of an SMTP server */
            "messenger"?: string | undefined;
            "body"?: string | undefined;
            "body_source"?: string | null | undefined;
            "altbody"?: string | null | undefined;
            "send_at"?: string | null | undefined;
            /** When its messages may leave, in app.timezone, within the account’s send window: in any of these; none is no narrower */
            "send_windows"?: Array<{
              /** On which it begins; none, or absent, is every day */
              "days"?: Array<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"> | undefined;
              /** HH:MM; mail leaves from then on */
              "start": string;
              /** HH:MM, up to 24:00; mail leaves before it. Before the start, it is that of the next day */
              "end": string;
            }> | undefined;
            /** fast: as fast as limits allow; even: spread over the hours in which it may still send today, or until the deadline */
            "pacing"?: "fast" | "even" | undefined;
            "deadline"?: string | null | undefined;
            "tags"?: Array<string> | undefined;
            "template_id"?: number | null | undefined;
            "headers"?: Array<{
              [key: string]: string;
            }> | undefined;
            "attribs"?: {
              [key: string]: unknown;
            } | null | undefined;
            "priority"?: "high" | "normal" | "low" | undefined;
            "weight"?: number | undefined;
            /** There are no attachments yet */
            "media"?: Array<unknown> | undefined;
            "archive"?: false | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["CampaignPreview"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/campaigns/{id}/test": {
    post: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody: { content: { "application/json": {
            "name"?: string | undefined;
            "subject"?: string | undefined;
            "lists"?: Array<number> | undefined;
            /** The setting app.from_email unless given */
            "from_email"?: string | undefined;
            "type"?: "regular" | "optin" | undefined;
            "content_type"?: "richtext" | "html" | "markdown" | "plain" | undefined;
            /** `automatic`, or the name of an SMTP server */
            "messenger"?: string | undefined;
            "body"?: string | undefined;
            "body_source"?: string | null | undefined;
            "altbody"?: string | null | undefined;
            "send_at"?: string | null | undefined;
            /** When its messages may leave, in app.timezone, within the account’s send window: in any of these; none is no narrower */
            "send_windows"?: Array<{
              /** On which it begins; none, or absent, is every day */
              "days"?: Array<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"> | undefined;
              /** HH:MM; mail leaves from then on */
              "start": string;
              /** HH:MM, up to 24:00; mail leaves before it. Before the start, it is that of the next day */
              "end": string;
            }> | undefined;
            /** fast: as fast as limits allow; even: spread over the hours in which it may still send today, or until the deadline */
            "pacing"?: "fast" | "even" | undefined;
            "deadline"?: string | null | undefined;
            "tags"?: Array<string> | undefined;
            "template_id"?: number | null | undefined;
            "headers"?: Array<{
              [key: string]: string;
            }> | undefined;
            "attribs"?: {
              [key: string]: unknown;
            } | null | undefined;
            "priority"?: "high" | "normal" | "low" | undefined;
            "weight"?: number | undefined;
            /** There are no attachments yet */
            "media"?: Array<unknown> | undefined;
            "archive"?: false | undefined;
            /** Email addresses of subscribers there are */
            "subscribers": Array<string>;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        409: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        429: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/queue/capacity": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["TotalCapacity"];
          } } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/queue/throughput": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Throughput"];
          } } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/dashboard/counts": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "subscribers": {
                "total": number;
                "blocklisted": number;
                /** On no list */
                "orphans": number;
              };
              "lists": {
                "total": number;
                "private": number;
                "public": number;
                "optin_single": number;
                "optin_double": number;
              };
              "campaigns": {
                "total": number;
                "by_status": {
                  "draft": number;
                  "scheduled": number;
                  "running": number;
                  "paused": number;
                  "finished": number;
                  "cancelled": number;
                };
              };
              /** Accepted by SMTP servers */
              "messages": number;
            };
          } } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/dashboard/charts": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "messages": Array<{
                "date": string;
                "count": number;
              }>;
              "link_clicks": Array<{
                "date": string;
                "count": number;
              }>;
              "campaign_views": Array<{
                "date": string;
                "count": number;
              }>;
            };
          } } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/events": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "text/event-stream": string } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        503: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/health": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        503: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/import/subscribers": {
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Import"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        409: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        413: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Import"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        409: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        413: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    delete: {
      parameters: { query?: { "action"?: "stop" | "forget" | undefined }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Import"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        409: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        413: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/import/sample": {
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "list_id": number;
              "imported": number;
              "rejected": number;
            };
          } } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        409: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/import/subscribers/preview": {
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["ImportPreview"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/import/subscribers/history": {
    get: {
      parameters: { query?: { "page"?: number | undefined; "per_page"?: number | "all" | undefined }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "results": Array<components['schemas']["Import"]>;
              "query": string;
              "search": string;
              "total": number;
              "per_page": number;
              "page": number;
            };
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/import/subscribers/logs": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": string;
          } } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/import/subscribers/{id}/rejects": {
    get: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "text/csv": string } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/lists": {
    get: {
      parameters: { query?: { "query"?: string | undefined; "type"?: "private" | "public" | "temporary" | undefined; "optin"?: "single" | "double" | undefined; "status"?: "active" | "archived" | undefined; "tag"?: Array<string> | undefined; "minimal"?: boolean | undefined; "order_by"?: string | undefined; "order"?: string | undefined; "page"?: number | undefined; "per_page"?: number | "all" | undefined }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "results": Array<components['schemas']["List"]>;
              "query": string;
              "search": string;
              "total": number;
              "per_page": number;
              "page": number;
            };
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            "name": string;
            "type"?: "private" | "public" | "temporary" | undefined;
            "optin"?: "single" | "double" | undefined;
            "status"?: "active" | "archived" | undefined;
            "tags"?: Array<string> | undefined;
            "description"?: string | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["List"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    delete: {
      parameters: { query: { "id": Array<number> }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/lists/{id}": {
    get: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["List"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    put: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody: { content: { "application/json": {
            "name"?: string | undefined;
            "type"?: "private" | "public" | "temporary" | undefined;
            "optin"?: "single" | "double" | undefined;
            "status"?: "active" | "archived" | undefined;
            "tags"?: Array<string> | undefined;
            "description"?: string | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["List"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    delete: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/logs": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": Array<string>;
          } } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/logs/lines": {
    get: {
      parameters: { query?: { "level"?: "debug" | "info" | "warn" | "error" | undefined; "search"?: string | undefined; "limit"?: number | undefined }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "lines": Array<components['schemas']["LogLine"]>;
              "process": {
                "host": string;
                "pid": number;
                "since": string;
                /** The latest so many lines are kept */
                "kept": number;
                /** It sends too; false: it only answers HTTP */
                "sends": boolean;
              };
              "elsewhere": Array<{
                "host": string;
                "pid": number;
              }>;
            };
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/campaigns/{id}/plan": {
    get: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Plan"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        409: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    post: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody: { content: { "application/json": {
            /** Settings as they would be; what is absent stays */
            "settings"?: {
              /** Shown on pages */
              "app.site_name"?: string | undefined;
              /** Where subscribers reach this Sluice: links in messages begin with it */
              "app.root_url"?: string | undefined;
              /** The From address that a new campaign proposes */
              "app.from_email"?: string | undefined;
              /** A campaign of which this many messages have failed, since it was started, resumed or changed, is paused; 0 never pauses. Deferred messages have not failed */
              "app.max_send_errors"?: number | undefined;
              /** Whether SMTP servers without a sliding window of their own have the following one */
              "app.message_sliding_window"?: boolean | undefined;
              /** Most messages that one SMTP server takes in any stretch of the duration */
              "app.message_sliding_window_rate"?: number | undefined;
              /** The length of the sliding window, from 1s to 31d */
              "app.message_sliding_window_duration"?: string | undefined;
              /** Mail leaves from this time of day on, HH:MM; empty, with the end, for always */
              "app.send_time_start"?: string | undefined;
              /** Mail leaves before this time of day, HH:MM; before the start, it is the next day */
              "app.send_time_end"?: string | undefined;
              /** Instead of start and end: mail leaves in any of these, in app.timezone; none is always */
              "app.send_windows"?: Array<{
                /** On which it begins; none, or absent, is every day */
                "days"?: Array<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"> | undefined;
                /** HH:MM; mail leaves from then on */
                "start": string;
                /** HH:MM, up to 24:00; mail leaves before it. Before the start, it is that of the next day */
                "end": string;
              }> | undefined;
              /** IANA time zone of the send window, of midnight and of every date shown */
              "app.timezone"?: string | undefined;
              /** Most messages that leave in any minute, over all SMTP servers together; 0 is no limit */
              "app.account_rate_limit_per_minute"?: number | undefined;
              /** Most messages that leave in any hour, over all SMTP servers together; 0 is no limit */
              "app.account_rate_limit_per_hour"?: number | undefined;
              /** Most messages that leave in any day, as app.daily_limit_period has it, over all SMTP servers together; 0 is no limit */
              "app.account_rate_limit_per_day"?: number | undefined;
              /** What a day is to daily limits, the account’s and those of servers that do not say: calendar, from midnight to midnight in app.timezone; or rolling, any 24 hours */
              "app.daily_limit_period"?: "calendar" | "rolling" | undefined;
              /** How often the queue is looked at when nothing says that it changed, from 100ms to 1h */
              "app.queue_poll_interval"?: string | undefined;
              /** Nothing is sent while this is true */
              "app.queue_paused"?: boolean | undefined;
              /** Which of the campaigns of one priority sends first: the one that started first, or all of them at a time, each by its weight */
              "queue.sharing"?: "oldest" | "fair" | undefined;
              /** Whether messages carry List-Unsubscribe for one-click unsubscribing */
              "privacy.unsubscribe_header"?: boolean | undefined;
              /** What becomes of a message that a server may or may not have taken when a worker died */
              "delivery.on_uncertain"?: "hold" | "resend" | undefined;
              /** A message that was deferred this often has failed */
              "delivery.max_attempts"?: number | undefined;
              /** What becomes of a subscriber after so many bounces of a type */
              "bounce.actions"?: {
                /** When there is no such address */
                "hard": {
                  "count": number;
                  "action": "none" | "unsubscribe" | "blocklist" | "delete";
                };
                /** When a deferred message has failed because of its recipient, whose mailbox was full for one */
                "soft": {
                  "count": number;
                  "action": "none" | "unsubscribe" | "blocklist" | "delete";
                };
                /** When the recipient called a message spam */
                "complaint": {
                  "count": number;
                  "action": "none" | "unsubscribe" | "blocklist" | "delete";
                };
              } | undefined;
              /** A message that is still deferred this long after its first deferral has failed, from 1m to 31d */
              "delivery.max_age"?: string | undefined;
              /** How long the attempts of messages are kept, with the servers’ replies, from 32d to 3650d; the messages’ own rows stay */
              "maintenance.keep_attempts"?: string | undefined;
              /** How long after the first deferral to try again, from 1s to 7d */
              "delivery.retry_first_delay"?: string | undefined;
              /** The doubled delays stop growing here, from 1s to 7d */
              "delivery.retry_max_delay"?: string | undefined;
            } | undefined;
            /** Servers as they would be, by name, or new ones; those that are absent stay */
            "servers"?: Array<{
              "enabled"?: boolean | undefined;
              "host"?: string | undefined;
              "port"?: number | undefined;
              /** Empty: the machine’s */
              "hello_hostname"?: string | undefined;
              "auth_protocol"?: "none" | "cram" | "plain" | "login" | undefined;
              "username"?: string | undefined;
              /** Never answered. Blank keeps the stored one, as long as host and port stay as they are */
              "password"?: string | undefined;
              /** Only in answers; ignored when given */
              "has_password"?: boolean | undefined;
              /** Added to every message: [{"X-Name": "value"}] */
              "email_headers"?: Array<{
                [key: string]: string;
              }> | undefined;
              "max_conns"?: number | undefined;
              /** Kept for listmonk’s clients and of no effect: a retry is a new attempt, as delivery.max_attempts says */
              "max_msg_retries"?: number | undefined;
              "idle_timeout"?: string | undefined;
              "wait_timeout"?: string | undefined;
              "tls_type"?: "none" | "STARTTLS" | "TLS" | undefined;
              "tls_skip_verify"?: boolean | undefined;
              /** From address of automatic campaigns */
              "from_email"?: string | undefined;
              /** 0 is no limit */
              "daily_limit"?: number | undefined;
              /** What a day is to its daily limit: of the calendar, or any 24 hours; empty for app.daily_limit_period */
              "daily_limit_period"?: "" | "calendar" | "rolling" | undefined;
              /** null: the window of Settings > Performance; false: none; true: this one */
              "sliding_window"?: boolean | null | undefined;
              /** Messages per duration */
              "sliding_window_rate"?: number | null | undefined;
              /** From 1s to 31d */
              "sliding_window_duration"?: string | null | undefined;
              /** More sliding limits, beside the sliding window: at most max messages in any stretch of the period */
              "limits"?: Array<{
                "max": number;
                /** From 1s to 31d, each once */
                "period": string;
              }> | undefined;
              /** Kept in lower case and with the prefix email-: mail2 is email-mail2, the name of its messenger */
              "name": string;
              /** It is taken away */
              "remove"?: boolean | undefined;
              /** So many of a new one */
              "count"?: number | undefined;
            }> | undefined;
            /** When it starts, or goes on */
            "send_at"?: string | undefined;
            /** Asks what it takes to be done by then */
            "finish_by"?: string | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Plan"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        409: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        429: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/plan": {
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            /** Settings as they would be; what is absent stays */
            "settings"?: {
              /** Shown on pages */
              "app.site_name"?: string | undefined;
              /** Where subscribers reach this Sluice: links in messages begin with it */
              "app.root_url"?: string | undefined;
              /** The From address that a new campaign proposes */
              "app.from_email"?: string | undefined;
              /** A campaign of which this many messages have failed, since it was started, resumed or changed, is paused; 0 never pauses. Deferred messages have not failed */
              "app.max_send_errors"?: number | undefined;
              /** Whether SMTP servers without a sliding window of their own have the following one */
              "app.message_sliding_window"?: boolean | undefined;
              /** Most messages that one SMTP server takes in any stretch of the duration */
              "app.message_sliding_window_rate"?: number | undefined;
              /** The length of the sliding window, from 1s to 31d */
              "app.message_sliding_window_duration"?: string | undefined;
              /** Mail leaves from this time of day on, HH:MM; empty, with the end, for always */
              "app.send_time_start"?: string | undefined;
              /** Mail leaves before this time of day, HH:MM; before the start, it is the next day */
              "app.send_time_end"?: string | undefined;
              /** Instead of start and end: mail leaves in any of these, in app.timezone; none is always */
              "app.send_windows"?: Array<{
                /** On which it begins; none, or absent, is every day */
                "days"?: Array<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"> | undefined;
                /** HH:MM; mail leaves from then on */
                "start": string;
                /** HH:MM, up to 24:00; mail leaves before it. Before the start, it is that of the next day */
                "end": string;
              }> | undefined;
              /** IANA time zone of the send window, of midnight and of every date shown */
              "app.timezone"?: string | undefined;
              /** Most messages that leave in any minute, over all SMTP servers together; 0 is no limit */
              "app.account_rate_limit_per_minute"?: number | undefined;
              /** Most messages that leave in any hour, over all SMTP servers together; 0 is no limit */
              "app.account_rate_limit_per_hour"?: number | undefined;
              /** Most messages that leave in any day, as app.daily_limit_period has it, over all SMTP servers together; 0 is no limit */
              "app.account_rate_limit_per_day"?: number | undefined;
              /** What a day is to daily limits, the account’s and those of servers that do not say: calendar, from midnight to midnight in app.timezone; or rolling, any 24 hours */
              "app.daily_limit_period"?: "calendar" | "rolling" | undefined;
              /** How often the queue is looked at when nothing says that it changed, from 100ms to 1h */
              "app.queue_poll_interval"?: string | undefined;
              /** Nothing is sent while this is true */
              "app.queue_paused"?: boolean | undefined;
              /** Which of the campaigns of one priority sends first: the one that started first, or all of them at a time, each by its weight */
              "queue.sharing"?: "oldest" | "fair" | undefined;
              /** Whether messages carry List-Unsubscribe for one-click unsubscribing */
              "privacy.unsubscribe_header"?: boolean | undefined;
              /** What becomes of a message that a server may or may not have taken when a worker died */
              "delivery.on_uncertain"?: "hold" | "resend" | undefined;
              /** A message that was deferred this often has failed */
              "delivery.max_attempts"?: number | undefined;
              /** What becomes of a subscriber after so many bounces of a type */
              "bounce.actions"?: {
                /** When there is no such address */
                "hard": {
                  "count": number;
                  "action": "none" | "unsubscribe" | "blocklist" | "delete";
                };
                /** When a deferred message has failed because of its recipient, whose mailbox was full for one */
                "soft": {
                  "count": number;
                  "action": "none" | "unsubscribe" | "blocklist" | "delete";
                };
                /** When the recipient called a message spam */
                "complaint": {
                  "count": number;
                  "action": "none" | "unsubscribe" | "blocklist" | "delete";
                };
              } | undefined;
              /** A message that is still deferred this long after its first deferral has failed, from 1m to 31d */
              "delivery.max_age"?: string | undefined;
              /** How long the attempts of messages are kept, with the servers’ replies, from 32d to 3650d; the messages’ own rows stay */
              "maintenance.keep_attempts"?: string | undefined;
              /** How long after the first deferral to try again, from 1s to 7d */
              "delivery.retry_first_delay"?: string | undefined;
              /** The doubled delays stop growing here, from 1s to 7d */
              "delivery.retry_max_delay"?: string | undefined;
            } | undefined;
            /** Servers as they would be, by name, or new ones; those that are absent stay */
            "servers"?: Array<{
              "enabled"?: boolean | undefined;
              "host"?: string | undefined;
              "port"?: number | undefined;
              /** Empty: the machine’s */
              "hello_hostname"?: string | undefined;
              "auth_protocol"?: "none" | "cram" | "plain" | "login" | undefined;
              "username"?: string | undefined;
              /** Never answered. Blank keeps the stored one, as long as host and port stay as they are */
              "password"?: string | undefined;
              /** Only in answers; ignored when given */
              "has_password"?: boolean | undefined;
              /** Added to every message: [{"X-Name": "value"}] */
              "email_headers"?: Array<{
                [key: string]: string;
              }> | undefined;
              "max_conns"?: number | undefined;
              /** Kept for listmonk’s clients and of no effect: a retry is a new attempt, as delivery.max_attempts says */
              "max_msg_retries"?: number | undefined;
              "idle_timeout"?: string | undefined;
              "wait_timeout"?: string | undefined;
              "tls_type"?: "none" | "STARTTLS" | "TLS" | undefined;
              "tls_skip_verify"?: boolean | undefined;
              /** From address of automatic campaigns */
              "from_email"?: string | undefined;
              /** 0 is no limit */
              "daily_limit"?: number | undefined;
              /** What a day is to its daily limit: of the calendar, or any 24 hours; empty for app.daily_limit_period */
              "daily_limit_period"?: "" | "calendar" | "rolling" | undefined;
              /** null: the window of Settings > Performance; false: none; true: this one */
              "sliding_window"?: boolean | null | undefined;
              /** Messages per duration */
              "sliding_window_rate"?: number | null | undefined;
              /** From 1s to 31d */
              "sliding_window_duration"?: string | null | undefined;
              /** More sliding limits, beside the sliding window: at most max messages in any stretch of the period */
              "limits"?: Array<{
                "max": number;
                /** From 1s to 31d, each once */
                "period": string;
              }> | undefined;
              /** Kept in lower case and with the prefix email-: mail2 is email-mail2, the name of its messenger */
              "name": string;
              /** It is taken away */
              "remove"?: boolean | undefined;
              /** So many of a new one */
              "count"?: number | undefined;
            }> | undefined;
            /** Asks what it takes to be done by then */
            "finish_by"?: string | undefined;
            /** What of it decides when it leaves, as POST /api/campaigns takes it */
            "campaign": {
              /** Of the one that is edited: what is not given is as it is stored */
              "id"?: number | undefined;
              "name"?: string | undefined;
              "type"?: "regular" | "optin" | undefined;
              "lists"?: Array<number> | undefined;
              /** `automatic`, or the name of an SMTP server */
              "messenger"?: string | undefined;
              "priority"?: "high" | "normal" | "low" | undefined;
              "weight"?: number | undefined;
              "send_at"?: string | null | undefined;
              /** When its messages may leave, in app.timezone, within the account’s send window: in any of these; none is no narrower */
              "send_windows"?: Array<{
                /** On which it begins; none, or absent, is every day */
                "days"?: Array<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"> | undefined;
                /** HH:MM; mail leaves from then on */
                "start": string;
                /** HH:MM, up to 24:00; mail leaves before it. Before the start, it is that of the next day */
                "end": string;
              }> | undefined;
              /** fast: as fast as limits allow; even: spread over the hours in which it may still send today, or until the deadline */
              "pacing"?: "fast" | "even" | undefined;
              "deadline"?: string | null | undefined;
            };
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Plan"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        409: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        429: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/plan/effects": {
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            /** Settings as they would be; what is absent stays */
            "settings"?: {
              /** Shown on pages */
              "app.site_name"?: string | undefined;
              /** Where subscribers reach this Sluice: links in messages begin with it */
              "app.root_url"?: string | undefined;
              /** The From address that a new campaign proposes */
              "app.from_email"?: string | undefined;
              /** A campaign of which this many messages have failed, since it was started, resumed or changed, is paused; 0 never pauses. Deferred messages have not failed */
              "app.max_send_errors"?: number | undefined;
              /** Whether SMTP servers without a sliding window of their own have the following one */
              "app.message_sliding_window"?: boolean | undefined;
              /** Most messages that one SMTP server takes in any stretch of the duration */
              "app.message_sliding_window_rate"?: number | undefined;
              /** The length of the sliding window, from 1s to 31d */
              "app.message_sliding_window_duration"?: string | undefined;
              /** Mail leaves from this time of day on, HH:MM; empty, with the end, for always */
              "app.send_time_start"?: string | undefined;
              /** Mail leaves before this time of day, HH:MM; before the start, it is the next day */
              "app.send_time_end"?: string | undefined;
              /** Instead of start and end: mail leaves in any of these, in app.timezone; none is always */
              "app.send_windows"?: Array<{
                /** On which it begins; none, or absent, is every day */
                "days"?: Array<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"> | undefined;
                /** HH:MM; mail leaves from then on */
                "start": string;
                /** HH:MM, up to 24:00; mail leaves before it. Before the start, it is that of the next day */
                "end": string;
              }> | undefined;
              /** IANA time zone of the send window, of midnight and of every date shown */
              "app.timezone"?: string | undefined;
              /** Most messages that leave in any minute, over all SMTP servers together; 0 is no limit */
              "app.account_rate_limit_per_minute"?: number | undefined;
              /** Most messages that leave in any hour, over all SMTP servers together; 0 is no limit */
              "app.account_rate_limit_per_hour"?: number | undefined;
              /** Most messages that leave in any day, as app.daily_limit_period has it, over all SMTP servers together; 0 is no limit */
              "app.account_rate_limit_per_day"?: number | undefined;
              /** What a day is to daily limits, the account’s and those of servers that do not say: calendar, from midnight to midnight in app.timezone; or rolling, any 24 hours */
              "app.daily_limit_period"?: "calendar" | "rolling" | undefined;
              /** How often the queue is looked at when nothing says that it changed, from 100ms to 1h */
              "app.queue_poll_interval"?: string | undefined;
              /** Nothing is sent while this is true */
              "app.queue_paused"?: boolean | undefined;
              /** Which of the campaigns of one priority sends first: the one that started first, or all of them at a time, each by its weight */
              "queue.sharing"?: "oldest" | "fair" | undefined;
              /** Whether messages carry List-Unsubscribe for one-click unsubscribing */
              "privacy.unsubscribe_header"?: boolean | undefined;
              /** What becomes of a message that a server may or may not have taken when a worker died */
              "delivery.on_uncertain"?: "hold" | "resend" | undefined;
              /** A message that was deferred this often has failed */
              "delivery.max_attempts"?: number | undefined;
              /** What becomes of a subscriber after so many bounces of a type */
              "bounce.actions"?: {
                /** When there is no such address */
                "hard": {
                  "count": number;
                  "action": "none" | "unsubscribe" | "blocklist" | "delete";
                };
                /** When a deferred message has failed because of its recipient, whose mailbox was full for one */
                "soft": {
                  "count": number;
                  "action": "none" | "unsubscribe" | "blocklist" | "delete";
                };
                /** When the recipient called a message spam */
                "complaint": {
                  "count": number;
                  "action": "none" | "unsubscribe" | "blocklist" | "delete";
                };
              } | undefined;
              /** A message that is still deferred this long after its first deferral has failed, from 1m to 31d */
              "delivery.max_age"?: string | undefined;
              /** How long the attempts of messages are kept, with the servers’ replies, from 32d to 3650d; the messages’ own rows stay */
              "maintenance.keep_attempts"?: string | undefined;
              /** How long after the first deferral to try again, from 1s to 7d */
              "delivery.retry_first_delay"?: string | undefined;
              /** The doubled delays stop growing here, from 1s to 7d */
              "delivery.retry_max_delay"?: string | undefined;
            } | undefined;
            /** Servers as they would be, by name, or new ones; those that are absent stay */
            "servers"?: Array<{
              "enabled"?: boolean | undefined;
              "host"?: string | undefined;
              "port"?: number | undefined;
              /** Empty: the machine’s */
              "hello_hostname"?: string | undefined;
              "auth_protocol"?: "none" | "cram" | "plain" | "login" | undefined;
              "username"?: string | undefined;
              /** Never answered. Blank keeps the stored one, as long as host and port stay as they are */
              "password"?: string | undefined;
              /** Only in answers; ignored when given */
              "has_password"?: boolean | undefined;
              /** Added to every message: [{"X-Name": "value"}] */
              "email_headers"?: Array<{
                [key: string]: string;
              }> | undefined;
              "max_conns"?: number | undefined;
              /** Kept for listmonk’s clients and of no effect: a retry is a new attempt, as delivery.max_attempts says */
              "max_msg_retries"?: number | undefined;
              "idle_timeout"?: string | undefined;
              "wait_timeout"?: string | undefined;
              "tls_type"?: "none" | "STARTTLS" | "TLS" | undefined;
              "tls_skip_verify"?: boolean | undefined;
              /** From address of automatic campaigns */
              "from_email"?: string | undefined;
              /** 0 is no limit */
              "daily_limit"?: number | undefined;
              /** What a day is to its daily limit: of the calendar, or any 24 hours; empty for app.daily_limit_period */
              "daily_limit_period"?: "" | "calendar" | "rolling" | undefined;
              /** null: the window of Settings > Performance; false: none; true: this one */
              "sliding_window"?: boolean | null | undefined;
              /** Messages per duration */
              "sliding_window_rate"?: number | null | undefined;
              /** From 1s to 31d */
              "sliding_window_duration"?: string | null | undefined;
              /** More sliding limits, beside the sliding window: at most max messages in any stretch of the period */
              "limits"?: Array<{
                "max": number;
                /** From 1s to 31d, each once */
                "period": string;
              }> | undefined;
              /** Kept in lower case and with the prefix email-: mail2 is email-mail2, the name of its messenger */
              "name": string;
              /** It is taken away */
              "remove"?: boolean | undefined;
              /** So many of a new one */
              "count"?: number | undefined;
            }> | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Effects"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        429: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/queue/stats": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["QueueStats"];
          } } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/queue/servers": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": Array<components['schemas']["ServerCapacity"]>;
          } } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/queue/servers/{uuid}/events": {
    get: {
      parameters: { query?: { "page"?: number | undefined; "per_page"?: number | undefined }; header?: never; path: { "uuid": string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "results": Array<components['schemas']["ServerEvent"]>;
              "query": string;
              "search": string;
              "total": number;
              "per_page": number;
              "page": number;
            };
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/queue/servers/{uuid}/health": {
    put: {
      parameters: { query?: never; header?: never; path: { "uuid": string }; cookie?: never };
      requestBody: { content: { "application/json": {
            "action": "probe_now";
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        409: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/queue/pause": {
    put: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            "paused": boolean;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "paused": boolean;
            };
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/queue/items": {
    get: {
      parameters: { query?: { "campaign_id"?: number | undefined; "status"?: Array<"queued" | "sending" | "sent" | "failed" | "cancelled" | "uncertain"> | undefined; "smtp_server_uuid"?: string | undefined; "subscriber"?: string | undefined; "page"?: number | undefined; "per_page"?: number | undefined }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "results": Array<components['schemas']["QueueRow"]>;
              "query": string;
              "search": string;
              "total": number;
              "per_page": number;
              "page": number;
            };
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/queue/items/{id}": {
    get: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["QueueRowInDetail"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/queue/{id}/cancel": {
    put: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/queue/{id}/retry": {
    put: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/campaigns/{id}/report": {
    get: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["CampaignReport"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/campaigns/{id}/outcomes": {
    get: {
      parameters: { query?: { "status"?: Array<"queued" | "sending" | "sent" | "failed" | "cancelled" | "uncertain"> | undefined; "smtp_server_uuid"?: string | undefined; "subscriber"?: string | undefined }; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "text/csv": string } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/queue/retry": {
    put: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            "campaign_id": number;
            "status": Array<"failed" | "cancelled" | "uncertain">;
            "smtp_server_uuid"?: string | undefined;
            /** Part of the email address */
            "subscriber"?: string | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "count": number;
              "skipped": number;
            };
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/login": {
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            "username": string;
            "password": string;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        429: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/logout": {
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/settings": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              /** Shown on pages */
              "app.site_name": string;
              /** Where subscribers reach this Sluice: links in messages begin with it */
              "app.root_url": string;
              /** The From address that a new campaign proposes */
              "app.from_email": string;
              /** A campaign of which this many messages have failed, since it was started, resumed or changed, is paused; 0 never pauses. Deferred messages have not failed */
              "app.max_send_errors": number;
              /** Whether SMTP servers without a sliding window of their own have the following one */
              "app.message_sliding_window": boolean;
              /** Most messages that one SMTP server takes in any stretch of the duration */
              "app.message_sliding_window_rate": number;
              /** The length of the sliding window, from 1s to 31d */
              "app.message_sliding_window_duration": string;
              /** Mail leaves from this time of day on, HH:MM; empty, with the end, for always */
              "app.send_time_start": string;
              /** Mail leaves before this time of day, HH:MM; before the start, it is the next day */
              "app.send_time_end": string;
              /** Instead of start and end: mail leaves in any of these, in app.timezone; none is always */
              "app.send_windows": Array<{
                /** On which it begins; none, or absent, is every day */
                "days"?: Array<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"> | undefined;
                /** HH:MM; mail leaves from then on */
                "start": string;
                /** HH:MM, up to 24:00; mail leaves before it. Before the start, it is that of the next day */
                "end": string;
              }>;
              /** IANA time zone of the send window, of midnight and of every date shown */
              "app.timezone": string;
              /** Most messages that leave in any minute, over all SMTP servers together; 0 is no limit */
              "app.account_rate_limit_per_minute": number;
              /** Most messages that leave in any hour, over all SMTP servers together; 0 is no limit */
              "app.account_rate_limit_per_hour": number;
              /** Most messages that leave in any day, as app.daily_limit_period has it, over all SMTP servers together; 0 is no limit */
              "app.account_rate_limit_per_day": number;
              /** What a day is to daily limits, the account’s and those of servers that do not say: calendar, from midnight to midnight in app.timezone; or rolling, any 24 hours */
              "app.daily_limit_period": "calendar" | "rolling";
              /** How often the queue is looked at when nothing says that it changed, from 100ms to 1h */
              "app.queue_poll_interval": string;
              /** Nothing is sent while this is true */
              "app.queue_paused": boolean;
              /** Which of the campaigns of one priority sends first: the one that started first, or all of them at a time, each by its weight */
              "queue.sharing": "oldest" | "fair";
              /** Whether messages carry List-Unsubscribe for one-click unsubscribing */
              "privacy.unsubscribe_header": boolean;
              /** What becomes of a message that a server may or may not have taken when a worker died */
              "delivery.on_uncertain": "hold" | "resend";
              /** A message that was deferred this often has failed */
              "delivery.max_attempts": number;
              /** What becomes of a subscriber after so many bounces of a type */
              "bounce.actions": {
                /** When there is no such address */
                "hard": {
                  "count": number;
                  "action": "none" | "unsubscribe" | "blocklist" | "delete";
                };
                /** When a deferred message has failed because of its recipient, whose mailbox was full for one */
                "soft": {
                  "count": number;
                  "action": "none" | "unsubscribe" | "blocklist" | "delete";
                };
                /** When the recipient called a message spam */
                "complaint": {
                  "count": number;
                  "action": "none" | "unsubscribe" | "blocklist" | "delete";
                };
              };
              /** A message that is still deferred this long after its first deferral has failed, from 1m to 31d */
              "delivery.max_age": string;
              /** How long the attempts of messages are kept, with the servers’ replies, from 32d to 3650d; the messages’ own rows stay */
              "maintenance.keep_attempts": string;
              /** How long after the first deferral to try again, from 1s to 7d */
              "delivery.retry_first_delay": string;
              /** The doubled delays stop growing here, from 1s to 7d */
              "delivery.retry_max_delay": string;
              "smtp": Array<components['schemas']["SmtpServer"]>;
            };
          } } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    put: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            /** Shown on pages */
            "app.site_name"?: string | undefined;
            /** Where subscribers reach this Sluice: links in messages begin with it */
            "app.root_url"?: string | undefined;
            /** The From address that a new campaign proposes */
            "app.from_email"?: string | undefined;
            /** A campaign of which this many messages have failed, since it was started, resumed or changed, is paused; 0 never pauses. Deferred messages have not failed */
            "app.max_send_errors"?: number | undefined;
            /** Whether SMTP servers without a sliding window of their own have the following one */
            "app.message_sliding_window"?: boolean | undefined;
            /** Most messages that one SMTP server takes in any stretch of the duration */
            "app.message_sliding_window_rate"?: number | undefined;
            /** The length of the sliding window, from 1s to 31d */
            "app.message_sliding_window_duration"?: string | undefined;
            /** Mail leaves from this time of day on, HH:MM; empty, with the end, for always */
            "app.send_time_start"?: string | undefined;
            /** Mail leaves before this time of day, HH:MM; before the start, it is the next day */
            "app.send_time_end"?: string | undefined;
            /** Instead of start and end: mail leaves in any of these, in app.timezone; none is always */
            "app.send_windows"?: Array<{
              /** On which it begins; none, or absent, is every day */
              "days"?: Array<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"> | undefined;
              /** HH:MM; mail leaves from then on */
              "start": string;
              /** HH:MM, up to 24:00; mail leaves before it. Before the start, it is that of the next day */
              "end": string;
            }> | undefined;
            /** IANA time zone of the send window, of midnight and of every date shown */
            "app.timezone"?: string | undefined;
            /** Most messages that leave in any minute, over all SMTP servers together; 0 is no limit */
            "app.account_rate_limit_per_minute"?: number | undefined;
            /** Most messages that leave in any hour, over all SMTP servers together; 0 is no limit */
            "app.account_rate_limit_per_hour"?: number | undefined;
            /** Most messages that leave in any day, as app.daily_limit_period has it, over all SMTP servers together; 0 is no limit */
            "app.account_rate_limit_per_day"?: number | undefined;
            /** What a day is to daily limits, the account’s and those of servers that do not say: calendar, from midnight to midnight in app.timezone; or rolling, any 24 hours */
            "app.daily_limit_period"?: "calendar" | "rolling" | undefined;
            /** How often the queue is looked at when nothing says that it changed, from 100ms to 1h */
            "app.queue_poll_interval"?: string | undefined;
            /** Nothing is sent while this is true */
            "app.queue_paused"?: boolean | undefined;
            /** Which of the campaigns of one priority sends first: the one that started first, or all of them at a time, each by its weight */
            "queue.sharing"?: "oldest" | "fair" | undefined;
            /** Whether messages carry List-Unsubscribe for one-click unsubscribing */
            "privacy.unsubscribe_header"?: boolean | undefined;
            /** What becomes of a message that a server may or may not have taken when a worker died */
            "delivery.on_uncertain"?: "hold" | "resend" | undefined;
            /** A message that was deferred this often has failed */
            "delivery.max_attempts"?: number | undefined;
            /** What becomes of a subscriber after so many bounces of a type */
            "bounce.actions"?: {
              /** When there is no such address */
              "hard": {
                "count": number;
                "action": "none" | "unsubscribe" | "blocklist" | "delete";
              };
              /** When a deferred message has failed because of its recipient, whose mailbox was full for one */
              "soft": {
                "count": number;
                "action": "none" | "unsubscribe" | "blocklist" | "delete";
              };
              /** When the recipient called a message spam */
              "complaint": {
                "count": number;
                "action": "none" | "unsubscribe" | "blocklist" | "delete";
              };
            } | undefined;
            /** A message that is still deferred this long after its first deferral has failed, from 1m to 31d */
            "delivery.max_age"?: string | undefined;
            /** How long the attempts of messages are kept, with the servers’ replies, from 32d to 3650d; the messages’ own rows stay */
            "maintenance.keep_attempts"?: string | undefined;
            /** How long after the first deferral to try again, from 1s to 7d */
            "delivery.retry_first_delay"?: string | undefined;
            /** The doubled delays stop growing here, from 1s to 7d */
            "delivery.retry_max_delay"?: string | undefined;
            /** All servers, in order; one that exists is known by its uuid or name and keeps what is absent */
            "smtp"?: Array<{
              /** Of a server that exists; absent for a new one */
              "uuid"?: string | undefined;
              "enabled"?: boolean | undefined;
              /** Empty: the machine’s */
              "hello_hostname"?: string | undefined;
              "auth_protocol"?: "none" | "cram" | "plain" | "login" | undefined;
              "username"?: string | undefined;
              /** Never answered. Blank keeps the stored one, as long as host and port stay as they are */
              "password"?: string | undefined;
              /** Only in answers; ignored when given */
              "has_password"?: boolean | undefined;
              /** Added to every message: [{"X-Name": "value"}] */
              "email_headers"?: Array<{
                [key: string]: string;
              }> | undefined;
              "max_conns"?: number | undefined;
              /** Kept for listmonk’s clients and of no effect: a retry is a new attempt, as delivery.max_attempts says */
              "max_msg_retries"?: number | undefined;
              "idle_timeout"?: string | undefined;
              "wait_timeout"?: string | undefined;
              "tls_type"?: "none" | "STARTTLS" | "TLS" | undefined;
              "tls_skip_verify"?: boolean | undefined;
              /** From address of automatic campaigns */
              "from_email"?: string | undefined;
              /** 0 is no limit */
              "daily_limit"?: number | undefined;
              /** What a day is to its daily limit: of the calendar, or any 24 hours; empty for app.daily_limit_period */
              "daily_limit_period"?: "" | "calendar" | "rolling" | undefined;
              /** null: the window of Settings > Performance; false: none; true: this one */
              "sliding_window"?: boolean | null | undefined;
              /** Messages per duration */
              "sliding_window_rate"?: number | null | undefined;
              /** From 1s to 31d */
              "sliding_window_duration"?: string | null | undefined;
              /** More sliding limits, beside the sliding window: at most max messages in any stretch of the period */
              "limits"?: Array<{
                "max": number;
                /** From 1s to 31d, each once */
                "period": string;
              }> | undefined;
              /** Ignored: a retry is a new attempt, with its own delay */
              "msg_retry_delay"?: unknown | undefined;
              /** Ignored: automatic campaigns choose by capacity */
              "from_addresses"?: unknown | undefined;
              /** Kept in lower case and with the prefix email-: mail2 is email-mail2, the name of its messenger */
              "name": string;
              "host": string;
              "port": number;
            }> | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/settings/{key}": {
    put: {
      parameters: { query?: never; header?: never; path: { "key": string }; cookie?: never };
      requestBody: { content: { "application/json": unknown } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/settings/smtp": {
    patch: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            /** With the uuid of a server what is present of it changes; without one it is new, and comes last */
            "save"?: Array<{
              /** Of a server that exists; absent for a new one */
              "uuid"?: string | undefined;
              /** Kept in lower case and with the prefix email-: mail2 is email-mail2, the name of its messenger */
              "name"?: string | undefined;
              "enabled"?: boolean | undefined;
              "host"?: string | undefined;
              "port"?: number | undefined;
              /** Empty: the machine’s */
              "hello_hostname"?: string | undefined;
              "auth_protocol"?: "none" | "cram" | "plain" | "login" | undefined;
              "username"?: string | undefined;
              /** Never answered. Blank keeps the stored one, as long as host and port stay as they are */
              "password"?: string | undefined;
              /** Only in answers; ignored when given */
              "has_password"?: boolean | undefined;
              /** Added to every message: [{"X-Name": "value"}] */
              "email_headers"?: Array<{
                [key: string]: string;
              }> | undefined;
              "max_conns"?: number | undefined;
              /** Kept for listmonk’s clients and of no effect: a retry is a new attempt, as delivery.max_attempts says */
              "max_msg_retries"?: number | undefined;
              "idle_timeout"?: string | undefined;
              "wait_timeout"?: string | undefined;
              "tls_type"?: "none" | "STARTTLS" | "TLS" | undefined;
              "tls_skip_verify"?: boolean | undefined;
              /** From address of automatic campaigns */
              "from_email"?: string | undefined;
              /** 0 is no limit */
              "daily_limit"?: number | undefined;
              /** What a day is to its daily limit: of the calendar, or any 24 hours; empty for app.daily_limit_period */
              "daily_limit_period"?: "" | "calendar" | "rolling" | undefined;
              /** null: the window of Settings > Performance; false: none; true: this one */
              "sliding_window"?: boolean | null | undefined;
              /** Messages per duration */
              "sliding_window_rate"?: number | null | undefined;
              /** From 1s to 31d */
              "sliding_window_duration"?: string | null | undefined;
              /** More sliding limits, beside the sliding window: at most max messages in any stretch of the period */
              "limits"?: Array<{
                "max": number;
                /** From 1s to 31d, each once */
                "period": string;
              }> | undefined;
              /** Ignored: a retry is a new attempt, with its own delay */
              "msg_retry_delay"?: unknown | undefined;
              /** Ignored: automatic campaigns choose by capacity */
              "from_addresses"?: unknown | undefined;
            }> | undefined;
            /** Uuids of servers; one that is gone already is gone */
            "remove"?: Array<string> | undefined;
            /** Uuids of the servers that come first; the others follow in the order they have */
            "order"?: Array<string> | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/settings/smtp/check": {
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            /** As in PATCH, but of any shape */
            "servers": Array<unknown>;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            /** For each server the first thing that is wrong with it; null when it can be added */
            "data": Array<{
              "field": string;
              "message": string;
            } | null>;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/settings/smtp/test": {
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            /** Of a server that exists; absent for a new one */
            "uuid"?: string | undefined;
            /** Kept in lower case and with the prefix email-: mail2 is email-mail2, the name of its messenger */
            "name"?: string | undefined;
            "enabled"?: boolean | undefined;
            "host": string;
            "port": number;
            /** Empty: the machine’s */
            "hello_hostname"?: string | undefined;
            "auth_protocol"?: "none" | "cram" | "plain" | "login" | undefined;
            "username"?: string | undefined;
            /** Never answered. Blank keeps the stored one, as long as host and port stay as they are */
            "password"?: string | undefined;
            /** Only in answers; ignored when given */
            "has_password"?: boolean | undefined;
            /** Added to every message: [{"X-Name": "value"}] */
            "email_headers"?: Array<{
              [key: string]: string;
            }> | undefined;
            "max_conns"?: number | undefined;
            /** Kept for listmonk’s clients and of no effect: a retry is a new attempt, as delivery.max_attempts says */
            "max_msg_retries"?: number | undefined;
            "idle_timeout"?: string | undefined;
            "wait_timeout"?: string | undefined;
            "tls_type"?: "none" | "STARTTLS" | "TLS" | undefined;
            "tls_skip_verify"?: boolean | undefined;
            /** From address of automatic campaigns */
            "from_email"?: string | undefined;
            /** 0 is no limit */
            "daily_limit"?: number | undefined;
            /** What a day is to its daily limit: of the calendar, or any 24 hours; empty for app.daily_limit_period */
            "daily_limit_period"?: "" | "calendar" | "rolling" | undefined;
            /** null: the window of Settings > Performance; false: none; true: this one */
            "sliding_window"?: boolean | null | undefined;
            /** Messages per duration */
            "sliding_window_rate"?: number | null | undefined;
            /** From 1s to 31d */
            "sliding_window_duration"?: string | null | undefined;
            /** More sliding limits, beside the sliding window: at most max messages in any stretch of the period */
            "limits"?: Array<{
              "max": number;
              /** From 1s to 31d, each once */
              "period": string;
            }> | undefined;
            /** Ignored: a retry is a new attempt, with its own delay */
            "msg_retry_delay"?: unknown | undefined;
            /** Ignored: automatic campaigns choose by capacity */
            "from_addresses"?: unknown | undefined;
            /** Who is to get the message */
            "email": string;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              /** Whether the server accepted the message */
              "ok": boolean;
              "outcome": "accepted" | "deferred" | "rejected" | "unsent" | "uncertain";
              /** The server’s last reply, or what kept the message from it */
              "reason": string;
              /** Line by line; C: is Sluice, S: the server */
              "conversation": Array<string>;
            };
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        429: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/subscribers": {
    get: {
      parameters: { query?: { "search"?: string | undefined; "query"?: string | undefined; "list_id"?: Array<number> | undefined; "subscription_status"?: "unconfirmed" | "confirmed" | "unsubscribed" | "" | undefined; "subscriber_status"?: "enabled" | "disabled" | "blocklisted" | undefined; "order_by"?: string | undefined; "order"?: string | undefined; "page"?: number | undefined; "per_page"?: number | "all" | undefined }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "results": Array<components['schemas']["Subscriber"]>;
              "query": string;
              "search": string;
              "total": number;
              "per_page": number;
              "page": number;
            };
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            "email": string;
            "name"?: string | undefined;
            "status"?: "enabled" | "disabled" | "blocklisted" | undefined;
            "lists"?: Array<number> | undefined;
            /** All lists with the standing on each, in place of `lists`: also brings those back who left */
            "subscriptions"?: Array<{
              "list_id": number;
              "status": "unconfirmed" | "confirmed" | "unsubscribed";
            }> | undefined;
            "list_uuids"?: Array<string> | undefined;
            "attribs"?: {
              [key: string]: unknown;
            } | undefined;
            "preconfirm_subscriptions"?: boolean | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Subscriber"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        409: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    delete: {
      parameters: { query: { "id": Array<number> }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/subscribers/export": {
    get: {
      parameters: { query?: { "search"?: string | undefined; "query"?: string | undefined; "list_id"?: Array<number> | undefined; "subscription_status"?: "unconfirmed" | "confirmed" | "unsubscribed" | "" | undefined; "subscriber_status"?: "enabled" | "disabled" | "blocklisted" | undefined; "id"?: Array<number> | undefined }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "text/csv": string } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/subscribers/{id}": {
    get: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Subscriber"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        409: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    put: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody: { content: { "application/json": {
            "email": string;
            "name"?: string | undefined;
            "status"?: "enabled" | "disabled" | "blocklisted" | undefined;
            "lists"?: Array<number> | undefined;
            /** All lists with the standing on each, in place of `lists`: also brings those back who left */
            "subscriptions"?: Array<{
              "list_id": number;
              "status": "unconfirmed" | "confirmed" | "unsubscribed";
            }> | undefined;
            "list_uuids"?: Array<string> | undefined;
            "attribs"?: {
              [key: string]: unknown;
            } | undefined;
            "preconfirm_subscriptions"?: boolean | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Subscriber"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        409: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    patch: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody: { content: { "application/json": {
            "email"?: string | undefined;
            "name"?: string | undefined;
            "status"?: "enabled" | "disabled" | "blocklisted" | undefined;
            "lists"?: Array<number> | undefined;
            /** All lists with the standing on each, in place of `lists`: also brings those back who left */
            "subscriptions"?: Array<{
              "list_id": number;
              "status": "unconfirmed" | "confirmed" | "unsubscribed";
            }> | undefined;
            "list_uuids"?: Array<string> | undefined;
            "attribs"?: {
              [key: string]: unknown;
            } | undefined;
            "preconfirm_subscriptions"?: boolean | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Subscriber"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        409: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    delete: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/subscribers/blocklist": {
    put: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            "ids": Array<number>;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/subscribers/{id}/blocklist": {
    put: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/subscribers/lists": {
    put: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            "ids": Array<number>;
            "action": "add" | "remove" | "unsubscribe" | "confirm";
            "target_list_ids": Array<number>;
            "status"?: "unconfirmed" | "confirmed" | "unsubscribed" | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/subscribers/lists/{id}": {
    put: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody: { content: { "application/json": {
            "action": "add" | "remove" | "unsubscribe" | "confirm";
            "target_list_ids": Array<number>;
            "status"?: "unconfirmed" | "confirmed" | "unsubscribed" | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/config": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "site_name": string;
              "root_url": string;
              "from_email": string;
              "timezone": string;
              /** automatic, then the enabled SMTP servers */
              "messengers": Array<string>;
              "langs": Array<{
                "code": string;
                "name": string;
              }>;
              "lang": string;
              "version": string;
              /** Always false: settings take effect as they are saved */
              "needs_restart": boolean;
              "permissions": Array<{
                "group": string;
                "permissions": Array<string>;
              }>;
            };
          } } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/about": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "version": string;
            "runtime": string;
            "database": {
              "version": string;
              "size_mb": number;
            };
            "host": {
              "os": string;
              "arch": string;
            };
            "system": {
              "num_cpu": number;
              "memory_mb": number;
            };
          } } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/templates": {
    get: {
      parameters: { query?: { "no_body"?: boolean | undefined }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": Array<components['schemas']["Template"]>;
          } } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            "name": string;
            "type"?: "campaign" | undefined;
            "subject"?: string | undefined;
            /** HTML with {{ content }}, once, where the campaign’s body goes */
            "body": string;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Template"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/templates/{id}": {
    get: {
      parameters: { query?: { "no_body"?: boolean | undefined }; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Template"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    put: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody: { content: { "application/json": {
            "name"?: string | undefined;
            "type"?: "campaign" | undefined;
            "subject"?: string | undefined;
            /** HTML with {{ content }}, once, where the campaign’s body goes */
            "body"?: string | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Template"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    delete: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/templates/{id}/preview": {
    get: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "text/html": string; "text/plain": string } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/templates/preview": {
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            "type"?: "campaign" | undefined;
            /** HTML with {{ content }}, once, where the campaign’s body goes */
            "body": string;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "text/html": string; "text/plain": string } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/templates/{id}/default": {
    put: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["Template"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/queue/uncertain": {
    get: {
      parameters: { query?: { "campaign_id"?: number | undefined; "page"?: number | undefined; "per_page"?: number | undefined }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "results": Array<components['schemas']["UncertainQueueRow"]>;
              "query": string;
              "search": string;
              "total": number;
              "per_page": number;
              "page": number;
            };
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    put: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            "ids"?: Array<number> | undefined;
            "campaign_id"?: number | undefined;
            "action": "arrived" | "send_again";
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "count": number;
            };
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/queue/{id}/arrived": {
    put: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/users": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": Array<components['schemas']["User"]>;
          } } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            "username": string;
            "type"?: "user" | "api" | undefined;
            "name"?: string | undefined;
            "email"?: string | null | undefined;
            "status"?: "enabled" | "disabled" | undefined;
            "password"?: string | null | "" | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": {
              "id": number;
              "username": string;
              "type": "user" | "api";
              "name": string;
              "email": string | null;
              "status": "enabled" | "disabled";
              "permissions": Array<string>;
              "loggedin_at": string | null;
              "created_at": string;
              "updated_at": string;
              "password": string | null;
            };
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        409: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/users/{id}": {
    get: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["User"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    put: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody: { content: { "application/json": {
            "username"?: string | undefined;
            "name"?: string | undefined;
            "email"?: string | null | undefined;
            "status"?: "enabled" | "disabled" | undefined;
            "password"?: string | null | "" | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["User"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        409: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    delete: {
      parameters: { query?: never; header?: never; path: { "id": number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        409: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/api/profile": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["User"];
          } } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
    put: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            "name"?: string | undefined;
            "email"?: string | null | undefined;
            "password"?: string | null | "" | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": components['schemas']["User"];
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/health": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        503: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
  "/subscription/{campaignUuid}/{subscriberUuid}": {
    get: {
      parameters: { query: { "t": string }; header?: never; path: { "campaignUuid": string; "subscriberUuid": string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content?: never };
      };
    };
    post: {
      parameters: { query: { "t": string }; header?: never; path: { "campaignUuid": string; "subscriberUuid": string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content?: never };
      };
    };
  };
  "/robots.txt": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content?: never };
      };
    };
  };
  "/webhooks/bounce": {
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": {
            "subscriber_uuid"?: string | undefined;
            "email"?: string | undefined;
            "campaign_uuid"?: string | undefined;
            "type": "hard" | "soft" | "complaint";
            "source": string;
            "meta"?: {
              [key: string]: unknown;
            } | undefined;
          } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": {
            "data": true;
          } } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        403: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
        413: { headers: { [name: string]: unknown }; content: { "application/json": components['schemas']["Error"] } };
      };
    };
  };
}
export interface components {
  schemas: {
    "Error": {
      "message": string;
      "code"?: string | undefined;
      "field"?: string | undefined;
      [key: string]: unknown;
    };
    "Bounce": {
      "id": number;
      "type": "hard" | "soft" | "complaint";
      /** `smtp` for what a server answered, or what a webhook calls itself */
      "source": string;
      "meta": {
        [key: string]: unknown;
      };
      "created_at": string;
      "email": string;
      "subscriber_uuid": string;
      "subscriber_id": number;
      "subscriber_status": string;
      "campaign_uuid": string | null;
      "campaign": {
        "id": number;
        "name": string;
      } | null;
    };
    "QueueRowWithAttempts": {
      "id": number;
      "campaign_id": number;
      "campaign_name": string;
      "subscriber_id": number;
      /** null once the subscriber is deleted */
      "subscriber_email": string | null;
      "subscriber_name": string | null;
      "status": "queued" | "sending" | "sent" | "failed" | "cancelled" | "uncertain";
      "priority": number;
      "scheduled_at": string;
      "sent_at": string | null;
      "assigned_smtp_server_uuid": string | null;
      "retry_count": number;
      "last_error": string | null;
      "created_at": string;
      "updated_at": string;
      "attempts": Array<{
        "id": number;
        "smtp_server_uuid": string;
        "message_id": string;
        "started_at": string;
        "finished_at": string | null;
        /** null while the attempt is under way */
        "outcome": string | null;
        /** What the server answered, or why it did not */
        "reply": string | null;
      }>;
    };
    "Subscriber": {
      "id": number;
      "uuid": string;
      "email": string;
      "name": string;
      "attribs": {
        [key: string]: unknown;
      };
      "status": "enabled" | "disabled" | "blocklisted";
      "lists": Array<{
        "id": number;
        "uuid": string;
        "name": string;
        "type": string;
        "optin": string;
        "status": string;
        "tags": Array<string>;
        "description": string;
        "created_at": string;
        "updated_at": string;
        "subscription_status": "unconfirmed" | "confirmed" | "unsubscribed";
        "subscription_created_at": string;
        "subscription_updated_at": string;
      }>;
      "blocklisted_at": string | null;
      /** null also if it is not known */
      "blocklisted_by": "operator" | "import" | "bounces" | null;
      "created_at": string;
      "updated_at": string;
    };
    "Blocklisted": {
      "id": number;
      "email": string;
      "name": string;
      "blocklisted_at": string;
      /** null if it is not known */
      "blocklisted_by": "operator" | "import" | "bounces" | null;
      /** The latest of this subscriber */
      "bounce": {
        "type": "hard" | "soft" | "complaint";
        "source": string;
        "reply": string | null;
        "created_at": string;
      } | null;
    };
    "CapacityCalendar": {
      "computed_at": string;
      /** Of the days */
      "timezone": string;
      /** What has to happen first: “the queue is resumed now”; null if nothing has to */
      "condition": string | null;
      "days": Array<{
        "day": string;
        /** What can leave on that day in all; null: no limit. It is used, reserved and free together */
        "limit": number | null;
        /** Sent so far, and in flight; 0 but for today */
        "used": number;
        /** What campaigns that run or are scheduled will send */
        "reserved": number;
        /** null: no limit */
        "free": number | null;
        /** Each enabled server by itself: limits of the account count in the numbers of the day only */
        "servers": Array<{
          "uuid": string;
          "name": string;
          /** What can leave on that day in all; null: no limit. It is used, reserved and free together */
          "limit": number | null;
          /** Sent so far, and in flight; 0 but for today */
          "used": number;
          /** What campaigns that run or are scheduled will send */
          "reserved": number;
          /** null: no limit */
          "free": number | null;
        }>;
      }>;
      "campaigns": Array<{
        "id": number;
        "name": string;
        /** On all these days */
        "reserved": number;
        /** null: not on these days */
        "finish_at": string | null;
      }>;
    };
    "Campaign": {
      "id": number;
      "uuid": string;
      "created_at": string;
      "updated_at": string;
      "views": number;
      "clicks": number;
      "bounces": number;
      "lists": Array<{
        "id": number;
        "name": string;
      }>;
      "media": Array<{
        "id": number;
        "filename": string;
      }>;
      "started_at": string | null;
      "finished_at": string | null;
      /** Queue rows, whatever their status */
      "to_send": number;
      /** Messages that a server accepted */
      "sent": number;
      "type": "regular" | "optin";
      "name": string;
      "subject": string;
      "from_email": string;
      "body": string;
      "body_source": string | null;
      "altbody": string | null;
      "send_at": string | null;
      /** When its messages may leave, in app.timezone, within the account’s send window: in any of these; none is no narrower */
      "send_windows": Array<{
        /** On which it begins; none, or absent, is every day */
        "days"?: Array<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"> | undefined;
        /** HH:MM; mail leaves from then on */
        "start": string;
        /** HH:MM, up to 24:00; mail leaves before it. Before the start, it is that of the next day */
        "end": string;
      }>;
      /** fast: as fast as limits allow; even: spread over the hours in which it may still send today, or until the deadline */
      "pacing": "fast" | "even";
      /** By when all messages are to have left, spread evenly until then; only with pacing even */
      "deadline": string | null;
      "status": "draft" | "scheduled" | "running" | "paused" | "finished" | "cancelled";
      "paused_by": "user" | "errors" | null;
      "paused_by_user": string | null;
      "paused_reason": string | null;
      "paused_at": string | null;
      /** Why it is not sending at this moment, in one sentence; null while it is, and once it is over */
      "waiting_for": string | null;
      "next_send_at": string | null;
      "content_type": "richtext" | "html" | "markdown" | "plain";
      "tags": Array<string>;
      "headers": Array<{
        [key: string]: string;
      }>;
      "attribs": {
        [key: string]: unknown;
      };
      "template_id": number | null;
      "messenger": string;
      "priority": "high" | "normal" | "low";
      /** Its share among running campaigns of its priority when queue.sharing is fair */
      "weight": number;
      "use_queue": boolean;
      "queued_at": string | null;
      "queue": {
        "queued": number;
        "sending": number;
        "sent": number;
        "failed": number;
        "cancelled": number;
        "uncertain": number;
      };
      "archive": boolean;
      "archive_slug": string | null;
      "archive_template_id": number | null;
      "archive_meta": {
        [key: string]: unknown;
      };
    };
    "RunningStats": {
      "id": number;
      "status": "running";
      "to_send": number;
      "started_at": string | null;
      "updated_at": string;
      /** Messages accepted in the last minute */
      "rate": number;
      /** Messages accepted per minute since the campaign began */
      "net_rate": number;
      /** Why it is not sending at this moment, in one sentence; null while it is, and once it is over */
      "waiting_for": string | null;
      "next_send_at": string | null;
      "queued": number;
      "sending": number;
      "sent": number;
      "failed": number;
      "cancelled": number;
      "uncertain": number;
    };
    "CampaignPreview": {
      "subject": string;
      "from_name": string;
      /** null where there is only text */
      "html": string | null;
      "text": string;
    };
    "TotalCapacity": {
      /** 0 is no limit: a server has none, and the account has none either */
      "daily_limit": number;
      /** Accepted in the day of each server’s limit, and in flight */
      "daily_used": number;
      /** null without a limit */
      "daily_remaining": number | null;
      /** Enabled servers, which are those that count here */
      "servers": number;
      /** The limits of all servers together that are in force */
      "account": Array<{
        "name": "account minute" | "account hour" | "account day";
        "max": number;
        "used": number;
        "remaining": number;
      }>;
    };
    "Throughput": {
      /** Over the present minute and the one before it */
      "rate_per_minute": number;
      "last_hour": number;
      "last_day": number;
      /** Of each of the last 60 minutes, the present one last */
      "minutes": Array<number>;
      /** When the first of the 60 minutes began */
      "since": string;
      /** Those that accepted something in the last day; a server that has been deleted since, too */
      "servers": Array<{
        "uuid": string;
        /** Over the present minute and the one before it */
        "rate_per_minute": number;
        "last_hour": number;
        "last_day": number;
        /** Of each of the last 60 minutes, the present one last */
        "minutes": Array<number>;
      }>;
    };
    "Import": {
      "id": number | null;
      "name": string;
      "status": "none" | "importing" | "finished" | "failed" | "stopped";
      /** Rows so far: those imported and those rejected */
      "total": number;
      "imported": number;
      "rejected": number;
      "mode": "subscribe" | "blocklist";
      "list_ids": Array<number>;
      "error": string | null;
      "created_at": string | null;
      "finished_at": string | null;
    };
    "ImportPreview": {
      "separator": "," | ";" | "\t";
      "headers": Array<string>;
      /** Why none of the file can be imported */
      "problem": string | null;
      "rows": Array<{
        "line": number;
        "fields": Array<string>;
        "person": {
          "email": string;
          "name": string;
          "attribs": {
            [key: string]: unknown;
          };
        } | null;
        /** Why the row would be rejected */
        "problem": string | null;
      }>;
    };
    "List": {
      "id": number;
      "uuid": string;
      "name": string;
      "type": "private" | "public" | "temporary";
      "optin": "single" | "double";
      "status": "active" | "archived";
      "tags": Array<string>;
      "description": string;
      "subscriber_count"?: number | undefined;
      "subscriber_statuses"?: {
        [key: string]: number;
      } | undefined;
      "created_at": string;
      "updated_at": string;
    };
    "LogLine": {
      /** Counts the lines of this process */
      "id": number;
      "at": string;
      "level": "debug" | "info" | "warn" | "error";
      "message": string;
      /** Whatever else the line says */
      "fields": {
        [key: string]: unknown;
      };
    };
    "Plan": {
      "computed_at": string;
      /** Of the days, and of the times in the sentence */
      "timezone": string;
      "finish_at": string | null;
      /** Why it never ends, or why that can’t be told; null if it does */
      "never": "no server" | "window never opens" | "starts later" | "horizon" | "too many steps" | null;
      /** The plan in words */
      "sentence": string;
      /** What has to happen first: “it is started now”; null if nothing has to */
      "condition": string | null;
      /** Messages that are left to send */
      "remaining": number;
      /** Calendar days on which something leaves */
      "sending_days": number;
      /** What all servers can take on a whole day; null: no limit */
      "capacity_per_day": number | null;
      "days": Array<{
        "day": string;
        "sent": number;
        "servers": Array<{
          "uuid": string;
          "name": string;
          "sent": number;
        }>;
      }>;
      /** Hour by hour, and day by day from the 16th on: what leaves, and what holds the rest back */
      "stretches": Array<{
        "from": string;
        "to": string;
        "sent": number;
        "hold": {
          "by": "send window" | "campaign window" | "pace" | "daily limit" | "sliding window" | "account minute" | "account hour" | "account day" | "set aside" | "speed" | "other campaigns" | "schedule" | "retry";
          /** Names of the servers of which it is true; empty: of all */
          "servers": Array<string>;
        } | null;
      }>;
      /** Campaigns that want the same servers; finish_at is null if that is a week later than this one’s */
      "competing": Array<{
        "id": number;
        "name": string;
        "remaining": number;
        "finish_at": string | null;
      }>;
      /** What it takes to be done by finish_by; null unless that was asked */
      "advice": {
        "finish_by": string;
        "in_time": boolean;
        /** So many more servers would do; null if they are not needed or would not help */
        "servers": {
          "count": number;
          /** 0 is no limit */
          "daily_limit": number;
        } | null;
        /** HH:MM: a send window until then would do; null likewise */
        "window_end": string | null;
        "sentence": string;
      } | null;
    };
    "Effects": {
      "computed_at": string;
      /** Of the times in the sentences */
      "timezone": string;
      /** When each running or scheduled campaign is done as things are, and would be; null: never */
      "effects": Array<{
        "id": number;
        "name": string;
        "before": string | null;
        "after": string | null;
        /** The effect in words */
        "sentence": string;
      }>;
    };
    "QueueStats": {
      "total_queued": number;
      "total_sending": number;
      "total_sent": number;
      "total_failed": number;
      "total_cancelled": number;
      "total_uncertain": number;
      "is_paused": boolean;
      /** Why nothing of the queue is sent at this moment, in one sentence; null while it is, or is empty */
      "waiting_for": string | null;
      "next_send_at": string | null;
    };
    "ServerCapacity": {
      "uuid": string;
      "name": string;
      /** 0 is no limit */
      "daily_limit": number;
      /** Accepted today in app.timezone, or in the last 24 hours if the daily limit is rolling; and in flight */
      "daily_used": number;
      /** null without a limit */
      "daily_remaining": number | null;
      "from_email": string;
      "enabled": boolean;
      /** Messages that a worker has taken up for it and has not settled */
      "in_flight": number;
      /** Most connections that each process opens to it */
      "max_conns": number;
      "sliding_window": {
        "max": number;
        "duration": string;
        /** Counted in the window, and in flight */
        "used": number;
        "remaining": number;
      } | null;
      /** What a day is to its daily limit; calendar without one */
      "daily_limit_period": "calendar" | "rolling";
      /** Its other sliding limits */
      "limits": Array<{
        "max": number;
        "period": string;
        /** Counted in the window, and in flight */
        "used": number;
        "remaining": number;
      }>;
      "state": "ready" | "waiting" | "set aside" | "disabled";
      /** What it waits for, in one sentence */
      "waiting_for": string | null;
      "next_send_at": string | null;
      "health": "healthy" | "slowed" | "parked" | "probing";
      /** The last reply in full; null if healthy */
      "health_reason": string | null;
      "health_since": string | null;
      /** The end of a park; null unless parked */
      "health_until": string | null;
    };
    "ServerEvent": {
      "id": number;
      "at": string;
      "from": "healthy" | "slowed" | "parked" | "probing";
      "to": "healthy" | "slowed" | "parked" | "probing";
      /** What the server answered, in full, or why else its health changed */
      "reply": string | null;
      "until": string | null;
      /** Whose message met the fault */
      "campaign_id": number | null;
      /** The user who asked for it */
      "changed_by": string | null;
    };
    "QueueRow": {
      "id": number;
      "campaign_id": number;
      "campaign_name": string;
      "subscriber_id": number;
      /** null once the subscriber is deleted */
      "subscriber_email": string | null;
      "subscriber_name": string | null;
      "status": "queued" | "sending" | "sent" | "failed" | "cancelled" | "uncertain";
      "priority": number;
      "scheduled_at": string;
      "sent_at": string | null;
      "assigned_smtp_server_uuid": string | null;
      "retry_count": number;
      "last_error": string | null;
      "created_at": string;
      "updated_at": string;
    };
    "QueueRowInDetail": {
      "id": number;
      "campaign_id": number;
      "campaign_name": string;
      "subscriber_id": number;
      /** null once the subscriber is deleted */
      "subscriber_email": string | null;
      "subscriber_name": string | null;
      "status": "queued" | "sending" | "sent" | "failed" | "cancelled" | "uncertain";
      "priority": number;
      "scheduled_at": string;
      "sent_at": string | null;
      "assigned_smtp_server_uuid": string | null;
      "retry_count": number;
      "last_error": string | null;
      "created_at": string;
      "updated_at": string;
      "attempts": Array<{
        "id": number;
        "smtp_server_uuid": string;
        "message_id": string;
        "started_at": string;
        "finished_at": string | null;
        /** null while the attempt is under way */
        "outcome": string | null;
        /** What the server answered, or why it did not */
        "reply": string | null;
      }>;
      /** Why it is not sent at this moment, in words; null for one that does not wait */
      "waiting_for": string | null;
      /** When what it waits for happens; null if that is no time, or it does not wait */
      "next_send_at": string | null;
    };
    "CampaignReport": {
      /** When the rows were counted; counts are of this moment */
      "computed_at": string;
      /** When they will be counted again for whoever asks; null while nothing has changed since */
      "renew_at": string | null;
      "counts": {
        "queued": number;
        "sending": number;
        "sent": number;
        "failed": number;
        "cancelled": number;
        "uncertain": number;
      };
      /** Of the queued ones, those that a server deferred */
      "deferred": number;
      "bounced": number;
      "servers": Array<{
        /** null: no server was tried */
        "uuid": string | null;
        /** null: the server is gone */
        "name": string | null;
        /** Whatever their status */
        "total": number;
        "sent": number;
        "failed": number;
        /** Queued again after a server deferred them */
        "deferred": number;
        "cancelled": number;
        "uncertain": number;
      }>;
      /** The 20 with most emails */
      "domains": Array<{
        /** null: the subscriber is gone */
        "domain": string | null;
        /** Whatever their status */
        "total": number;
        "sent": number;
        "failed": number;
        /** Queued again after a server deferred them */
        "deferred": number;
        "cancelled": number;
        "uncertain": number;
      }>;
      "other_domains": {
        /** Whatever their status */
        "total": number;
        "sent": number;
        "failed": number;
        /** Queued again after a server deferred them */
        "deferred": number;
        "cancelled": number;
        "uncertain": number;
      } | null;
      "unit": "minute" | "hour" | "day";
      /** By the minute, hour or day in app.timezone; what nothing happened in is left out */
      "times": Array<{
        "at": string;
        "sent": number;
        "failed": number;
      }>;
    };
    "SmtpServer": {
      "uuid": string;
      /** Kept in lower case and with the prefix email-: mail2 is email-mail2, the name of its messenger */
      "name": string;
      "enabled": boolean;
      "host": string;
      "port": number;
      /** Empty: the machine’s */
      "hello_hostname": string;
      "auth_protocol": "none" | "cram" | "plain" | "login";
      "username": string;
      /** Never answered. Blank keeps the stored one, as long as host and port stay as they are */
      "password": string;
      "has_password": boolean;
      /** Added to every message: [{"X-Name": "value"}] */
      "email_headers": Array<{
        [key: string]: string;
      }>;
      "max_conns": number;
      /** Kept for listmonk’s clients and of no effect: a retry is a new attempt, as delivery.max_attempts says */
      "max_msg_retries": number;
      "idle_timeout": string;
      "wait_timeout": string;
      "tls_type": "none" | "STARTTLS" | "TLS";
      "tls_skip_verify": boolean;
      /** From address of automatic campaigns */
      "from_email": string;
      /** 0 is no limit */
      "daily_limit": number;
      /** What a day is to its daily limit: of the calendar, or any 24 hours; empty for app.daily_limit_period */
      "daily_limit_period": "" | "calendar" | "rolling";
      /** null: the window of Settings > Performance; false: none; true: this one */
      "sliding_window": boolean | null;
      /** Messages per duration */
      "sliding_window_rate": number | null;
      /** From 1s to 31d */
      "sliding_window_duration": string | null;
      /** More sliding limits, beside the sliding window: at most max messages in any stretch of the period */
      "limits": Array<{
        "max": number;
        /** From 1s to 31d, each once */
        "period": string;
      }>;
    };
    "Template": {
      "id": number;
      "created_at": string;
      "updated_at": string;
      "name": string;
      "subject": string;
      "type": "campaign";
      "body": string;
      "body_source": null;
      "is_default": boolean;
      /** Campaigns that are set in it */
      "used_by": number;
    };
    "UncertainQueueRow": {
      "id": number;
      "campaign_id": number;
      "campaign_name": string;
      "subscriber_id": number;
      /** null once the subscriber is deleted */
      "subscriber_email": string | null;
      "smtp_server_uuid": string | null;
      /** To look for in the log of the server */
      "message_id": string | null;
      "started_at": string | null;
      "reason": string | null;
    };
    "User": {
      "id": number;
      "username": string;
      "type": "user" | "api";
      "name": string;
      "email": string | null;
      "status": "enabled" | "disabled";
      "permissions": Array<string>;
      "loggedin_at": string | null;
      "created_at": string;
      "updated_at": string;
    };
  };
}
