import { Loading } from '../parts/loading.tsx'
import { PageHeader } from '../parts/page-header.tsx'

/** Where a page will stand when its script has come. */
export function Opening({ title }: { readonly title: string }) {
  return (
    <>
      <PageHeader title={title} />
      <Loading label={`Opening ${title}`} />
    </>
  )
}
