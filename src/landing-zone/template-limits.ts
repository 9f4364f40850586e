import type { PrintedFile } from './printers/printer.ts'

/**
 * What Azure Resource Manager takes in one template ("Template best practices", section "Template limits",
 * learn.microsoft.com/azure/azure-resource-manager/templates/best-practices, read 2026-11-21).
 */
const MAX_BYTES = 4 * 1024 * 1024
const MOST = { parameters: 256, resources: 800, outputs: 64 } as const

/** What of ARM templates is past Azure's limits, a sentence each; empty where all can be deployed. */
export function templateProblems(templates: readonly PrintedFile[]): readonly string[] {
  return templates.flatMap(({ path, text }) => {
    const bytes = Buffer.byteLength(text)
    const parts = JSON.parse(text) as Readonly<Partial<Record<keyof typeof MOST, object>>>
    const counted = Object.entries(MOST).flatMap(([part, most]) => {
      const count = Object.keys(parts[part as keyof typeof MOST] ?? {}).length
      return count > most ? [`${path} has ${count} ${part}, and Azure takes ${most}`] : []
    })
    return bytes > MAX_BYTES
      ? [`${path} has ${bytes} bytes, and Azure takes ${MAX_BYTES}`, ...counted]
      : counted
  })
}
