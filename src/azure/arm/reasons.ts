/** Why a value is not known before the deployment. */
export type Reason =
  /** No value was given and there is no default. */
  | { readonly kind: 'parameter'; readonly name: string }
  /** Secure parameters are never read, whatever they hold. */
  | { readonly kind: 'secret'; readonly name: string }
  /** Only Azure can answer it, such as `reference()` of something that the template does not deploy. */
  | { readonly kind: 'runtime'; readonly call: string }
  /** Where the template is deployed to was not said, such as `subscription().subscriptionId`. */
  | { readonly kind: 'context'; readonly what: string }
  /** A linked template whose text was not handed in. */
  | { readonly kind: 'linked-template'; readonly uri: string }
  /** Known only after Terraform has applied the plan. */
  | { readonly kind: 'after-apply' }
  /** An export that left it out, as `az resource list` leaves out all properties. */
  | { readonly kind: 'not-exported'; readonly what: string }
  /** The expression is wrong, so that Azure would refuse it too. */
  | { readonly kind: 'fault'; readonly message: string }
  /** The work or the size would be beyond what a template may cost. */
  | { readonly kind: 'limit'; readonly what: string }

export function describeReason(reason: Reason): string {
  switch (reason.kind) {
    case 'parameter':
      return `parameter "${reason.name}" has no value`
    case 'secret':
      return `parameter "${reason.name}" is secure and is not read`
    case 'runtime':
      return `${reason.call} is known only to Azure`
    case 'context':
      return `${reason.what} depends on where it is deployed`
    case 'linked-template':
      return `the linked template ${reason.uri} was not read`
    case 'after-apply':
      return 'known only after Terraform has applied it'
    case 'not-exported':
      return `${reason.what} is not in the export`
    case 'fault':
      return `the expression is wrong: ${reason.message}`
    case 'limit':
      return `too large: ${reason.what}`
    default:
      return reason satisfies never
  }
}

export function sameReason(a: Reason, b: Reason): boolean {
  return a === b || (a.kind === b.kind && describeReason(a) === describeReason(b))
}
