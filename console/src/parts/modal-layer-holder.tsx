import { useFocusFinders } from '@fluentui/react-components'

/** Shows nothing; the hook is what uses the layer. */
export function ModalLayerHolder() {
  useFocusFinders()
  return null
}
