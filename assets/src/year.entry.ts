// The entry grid over the months of a year: cells are saved as they are left, a block of indicators × months is pasted
// with a preview, and keys move as in a spreadsheet.
import { restore, tend } from './entry/tend'
import { Year } from './entry/year-grid'

document.querySelectorAll<HTMLFormElement>('form.year[data-api]').forEach(form => {
  const year = new Year(form)
  tend(year)
  const count = restore(year, draft => (draft.field === year.field ? year.box(draft) : undefined))
  if (count > 0) year.say(`上次有 ${count} 格输入没有保存，已放回原处（右上角有灰角），核对后到格内按回车即保存`)
})
