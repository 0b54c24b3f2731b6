// Blocks of indicators × months, as Excel and WPS copy them.
import { build } from 'esbuild'
import { test } from 'node:test'
import assert from 'node:assert/strict'

const { outputFiles } = await build({ entryPoints: ['src/entry/year.ts'], bundle: true, format: 'esm', write: false })
const { layYear, monthOf } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)

const periods = Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}`)
const open = new Set(periods.slice(2))
const form = {
  year: 2026,
  periods,
  rows: [
    { indicator: 11, name: '工业投资', measure: '亿元', open },
    { indicator: 12, name: '（二）技改投资', measure: '亿元', open },
  ],
}

test('a month is read as people head a column', () => {
  for (const head of ['5月', '2026年5月', '2026-05', '2026/5/1', '2026.5', '５月份', '五月', 'May-26', '5月当月', '26年5月', '2026年5月31日']) {
    assert.equal(monthOf(head, 2026), 5, head)
  }
})

test('what is no month of the year says why, and figures are no heads', () => {
  assert.match(monthOf('13月', 2026), /没有这个月份/)
  assert.match(monthOf('2026-02-30', 2026), /没有这一天/)
  assert.match(monthOf('2025年5月', 2026), /不是2026年/)
  assert.equal(monthOf('12.5', 2025), '“12.5”不是2025年的月份')
  assert.equal(monthOf('合计', 2026), null)
})

test('a block with heads is laid by months and names; a bad head keeps its column out until a person says its month', () => {
  const block = [['指标', '计量单位', '3月', '2026-02-30', '5月'], ['技改投资', '亿元', '1', '2', '3'], ['工业投资', '亿元', '4', '5', '']]
  const laid = layYear(block, form, { row: 0, column: 0 })
  assert.deepEqual(laid.cells, [
    { indicator: 12, period: '2026-03', text: '1' }, { indicator: 12, period: '2026-05', text: '3' }, { indicator: 11, period: '2026-03', text: '4' },
  ])
  assert.deepEqual(laid.bad.map(head => [head.column, head.text, head.count]), [[3, '2026-02-30', 2]])
  assert.deepEqual(laid.blanks, [{ indicator: 11, period: '2026-05' }])
  const again = layYear(block, form, { row: 0, column: 0 }, new Map([[3, '2026-04']]))
  assert.equal(again.bad.length, 0)
  assert.ok(again.cells.some(cell => cell.period === '2026-04' && cell.text === '5'))
})

test('without heads a block lies from the chosen cell; closed months are counted, never written', () => {
  const laid = layYear([['1', '2', '3'], ['4', '5', '6'], ['7', '8', '9']], form, { row: 0, column: 1 })
  assert.equal(laid.closed, 2)
  assert.deepEqual(laid.cells.map(cell => cell.period), ['2026-03', '2026-04', '2026-03', '2026-04'])
  assert.deepEqual(laid.unknown, ['7'])
})

test('names with the measure beside them and no heads begin at January', () => {
  const values = periods.map((_, month) => String(month + 1))
  const laid = layYear([['工业投资', '亿元', ...values], ['技改投资', '亿元', ...values]], form, { row: 1, column: 5 })
  assert.equal(laid.by, 'name')
  assert.equal(laid.closed, 4)
  assert.deepEqual(laid.cells[0], { indicator: 11, period: '2026-03', text: '3' })
})
