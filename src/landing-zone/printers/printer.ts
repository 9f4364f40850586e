import type { ResourceGraph } from '../resource-graph.ts'

/** One way of writing a resource graph down. Pure: the same graph gives the same bytes. */
export interface Printer {
  readonly name: 'bicep' | 'arm' | 'terraform'
  print(graph: ResourceGraph): readonly PrintedFile[]
}

export interface PrintedFile {
  /** Relative, with slashes. */
  readonly path: string
  readonly text: string
}
