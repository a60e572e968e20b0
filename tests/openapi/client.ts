// A tenant's backend in TypeScript: it is type-checked against what the document makes, never run.

import createClient from "openapi-fetch";
import type { components, paths, webhooks } from "./enrol.js";

export async function signUp(server: string, clientId: string, clientSecret: string): Promise<string> {
  const client = createClient<paths>({ baseUrl: `${server}/panic-api/v2` });
  const token = await client.POST("/oauth/token", { body: { clientId, clientSecret } });
  if (token.error) throw new Error(token.error.message);
  const headers = { Authorization: `Bearer ${token.data.accessToken}` };

  const opened = await client.POST("/customer-signup/sessions", {
    headers,
    params: { header: { "Idempotency-Key": "1", Prefer: "handling=strict" } },
    body: {
      returnUrl: "https://app.example/signup/done",
      flows: [],
      locked: ["mobile"],
      customer: { name: "Thandi", mobile: "+27821234567", hasMedicalAid: null },
      subscription: { subscriptionTypeId: 1 },
      metadata: { campaign: "autumn" },
    },
  });
  if (opened.error) {
    const wrong: string[] = (opened.error.errors ?? []).map((error) => error.pointer);
    const code: components["schemas"]["Problem"]["code"] = opened.error.code;
    throw new Error(code === "invalid_request" ? wrong.join() : opened.error.detail);
  }
  const flows: string[] = opened.data.flows;
  if (flows.length > 0 || opened.data.url === null) throw new Error("no link");

  const params = { path: { subscriptionId: 1 }, header: { "If-Match": '"1"' } };
  const renewed = await client.PUT("/subscriptions/{subscriptionId}", {
    headers,
    params,
    body: { validTo: "2100-01-01", dependantCustomerIds: [2] },
  });
  const links: string[] = renewed.data?.links ?? [];
  const dependents: number[] = (renewed.data?.subscription[0]?.dependents ?? []).map((one) => one.customerId);
  const etag: string | null = renewed.response.headers.get("etag");
  return [opened.data.url, etag, ...links, ...dependents].join();
}

type Body<Event extends keyof webhooks> = webhooks[Event]["post"]["requestBody"]["content"]["application/json"];

export function receive(webhook: Body<"SIGNUP_COMPLETED"> | Body<"CREATED_CUSTOMER">): number | null {
  return webhook.message === "SIGNUP_COMPLETED" ? webhook.session.customerId : webhook.customer.id;
}
