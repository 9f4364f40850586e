/** Policies of API Management: XML whose expressions are C#, each written so that no name ends what it stands in. */

/** Of the name of a named value that holds the client id of the identity. */
export const CLIENT_ID_VALUE = 'gateway-client-id'
const MODEL = 'model'
/** What `retry` of a policy takes. */
const MOST_RETRIES = 50
/** The newest version that Azure has declared stable for the paths of deployments. */
const DATA_API = '2024-10-21'
const SCOPE = 'https://cognitiveservices.azure.com'

export interface PolicyPool {
  readonly model: string
  readonly backend: string
  /** Whose gateway takes it; null for what all others take. */
  readonly region: string | null
}

export interface PolicyLimit {
  /** The consumer path that shares it. */
  readonly path: string
  readonly tokensPerMinute: number
}

/** What a call to the API goes through: which model it asks for, what its consumer may, where it goes. */
export function apiPolicy(
  pools: readonly PolicyPool[],
  { timeoutSeconds, breakerFailures }: { readonly timeoutSeconds: number; readonly breakerFailures: number },
): string {
  // A pool leads to another backend once the breaker of one is open: so many failures open it, and one call may be all of them.
  const retries = Math.min(MOST_RETRIES, breakerFailures)
  const asked = `@{
    string named;
    if (context.Request.MatchedParameters.TryGetValue("deployment", out named)) { return named; }
    return (string)context.Request.Body.As<JObject>(preserveContent: true)["model"] ?? "";
  }`
  const path = '@(context.Request.Url.Path.EndsWith("/embeddings") ? "/embeddings" : "/chat/completions")'
  const ofRegions = pools.filter(({ region }) => region !== null)
  // The first that holds is taken.
  const cases = [...ofRegions, ...pools.filter(({ region }) => region === null)].map(
    ({ model, backend, region }) =>
      `<when condition="${attribute(`@(${modelVariable} == ${literal(model)}${region === null ? '' : ` && ${gatewayRegion} == ${literal(region)}`})`)}"><set-backend-service backend-id="${attribute(backend)}" /></when>`,
  )
  const refusal = refuse(404, 'Not Found', 'model_not_found')
  const choose =
    cases.length === 0 ? refusal : `<choose>${cases.join('')}<otherwise>${refusal}</otherwise></choose>`
  return `<policies>
  <inbound>
    <set-variable name="${MODEL}" value="${attribute(asked)}" />
    <base />
    ${choose}
    <rewrite-uri template="${attribute(path)}" />
    <set-query-parameter name="api-version" exists-action="override"><value>${DATA_API}</value></set-query-parameter>
    <set-header name="api-key" exists-action="delete" />
    <authentication-managed-identity resource="${SCOPE}" client-id="{{${CLIENT_ID_VALUE}}}" />
    <llm-emit-token-metric namespace="models">
      <dimension name="Subscription ID" value="@(context.Subscription.Id)" />
      <dimension name="Product ID" value="@(context.Product.Id)" />
      <dimension name="Model" value="${attribute(`@(${modelVariable})`)}" />
      <dimension name="Region" value="@(context.Deployment.Region)" />
    </llm-emit-token-metric>
  </inbound>
  <backend>
    <retry condition="${attribute('@(context.Response.StatusCode == 429 || context.Response.StatusCode >= 500)')}" count="${retries}" interval="0" first-fast-retry="true">
      <forward-request timeout="${timeoutSeconds}" buffer-request-body="true" buffer-response="false" />
    </retry>
  </backend>
  <outbound><base /></outbound>
  <on-error><base /></on-error>
</policies>`
}

/** Of a consumer: the models that it may ask for, and how fast, by its own limit and by those above it. */
export function productPolicy(models: Iterable<string>, limits: readonly PolicyLimit[]): string {
  const isForeign = `@(!(new string[] { ${[...models].map(literal).join(', ')} }).Contains(${modelVariable}))`
  const metered = limits.map(
    ({ path, tokensPerMinute }) =>
      `<llm-token-limit counter-key="${attribute(`@(${literal(path)})`)}" tokens-per-minute="${tokensPerMinute}" estimate-prompt-tokens="true" remaining-tokens-header-name="x-ratelimit-remaining-tokens" />`,
  )
  return `<policies>
  <inbound>
    <base />
    <choose><when condition="${attribute(isForeign)}">${refuse(403, 'Forbidden', 'model_not_allowed')}</when></choose>
    ${metered.join('\n    ')}
  </inbound>
  <backend><base /></backend>
  <outbound><base /></outbound>
  <on-error><base /></on-error>
</policies>`
}

/** Azure has it as people write it: `France Central`. */
const gatewayRegion = 'context.Deployment.Region.Replace(" ", "").ToLowerInvariant()'
const modelVariable = `(string)context.Variables["${MODEL}"]`

function refuse(status: number, reason: string, code: string): string {
  const answer = JSON.stringify({ error: { message: reason, type: 'invalid_request_error', code } })
  return `<return-response><set-status code="${status}" reason="${reason}" /><set-header name="Content-Type" exists-action="override"><value>application/json</value></set-header><set-body>${escaped(answer)}</set-body></return-response>`
}

/** A C# literal of plain characters alone; braces among the others, since two of them name a value of the service. */
export function literal(text: string): string {
  const units = Array.from({ length: text.length }, (_, i) => {
    const unit = text.charAt(i)
    return /[A-Za-z0-9 ._/-]/.test(unit) ? unit : `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`
  })
  return `"${units.join('')}"`
}

function attribute(text: string): string {
  return escaped(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
