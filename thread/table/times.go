package table

import (
	"slices"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread/internal/csvread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// dateForm is how the values of a column of times are meant, where they do not
// say themselves.
type dateForm struct {
	order  source.Order
	serial bool // days, as spreadsheets count them
}

// parse reads a value.
func (d dateForm) parse(s string) (source.When, bool) {
	if d.serial {
		if w, ok := source.Serial(s); ok {
			return w, true
		}
	}
	return source.ParseLocal(s, d.order)
}

// asked is the order that the options give.
func (opt *Options) asked() source.Order {
	switch {
	case opt.DayFirst:
		return source.DayFirst
	case opt.MonthFirst:
		return source.MonthFirst
	}
	return source.AnyOrder
}

// when reads the time in a field.
func (x *rowReader) when(f field, s string) (source.When, bool) {
	if s == "" {
		return source.When{}, false
	}
	form := dateForm{order: x.opt.asked()}
	if x.ahead != nil && !x.ours {
		form = x.ahead.form(f, s)
	}
	w, ok := form.parse(s)
	if !ok && x.opt.Notice != nil && !source.NoID(s) {
		x.strange(s, form)
	}
	if w.Floating && x.opt.Zone != nil {
		t := w.Time
		w.Time = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), x.opt.Zone).UTC()
		w.Floating = false
	}
	return w, ok
}

// ahead reads the rows of a table, some of them before their turn: where the
// values of a column can be read in two ways, those below may tell.
type ahead struct {
	rows  *csvread.Reader
	opt   *Options
	at    *[fields]int
	queue []aheadRow
	next  int

	forms map[field]dateForm // of the columns that are settled
}

// aheadRow is a row, or what is wrong with it.
type aheadRow struct {
	row  []string
	pos  int64
	line int
	err  error
}

// How far it looks ahead.
const (
	maxAheadRows  = 4096
	maxAheadBytes = 4 << 20
)

// row returns the next row, good until the call after.
func (a *ahead) row() aheadRow {
	if a.next < len(a.queue) {
		r := a.queue[a.next]
		a.queue[a.next] = aheadRow{}
		if a.next++; a.next == len(a.queue) {
			a.queue, a.next = nil, 0
		}
		return r
	}
	return a.read()
}

func (a *ahead) read() aheadRow {
	row, err := a.rows.Next()
	pos, line := a.rows.Pos()
	return aheadRow{row, pos, line, err}
}

// fill reads ahead as far as the bounds allow.
func (a *ahead) fill() {
	bytes := 0
	for i := range a.queue {
		for _, v := range a.queue[i].row {
			bytes += len(v)
		}
	}
	for len(a.queue)-a.next < maxAheadRows && bytes < maxAheadBytes {
		if n := len(a.queue); n > 0 && final(a.queue[n-1].err) {
			return
		}
		r := a.read()
		r.row = slices.Clone(r.row) // the reader uses its memory again
		for _, v := range r.row {
			bytes += len(v)
		}
		a.queue = append(a.queue, r)
	}
}

// final tells an error that ends the table.
func final(err error) bool {
	return err != nil && err != source.ErrTooLarge && err != csvread.ErrQuote
}

// form returns how the values of a column are meant. It looks ahead when it
// meets the first that can be read in two ways.
func (a *ahead) form(f field, value string) dateForm {
	form, settled := a.forms[f]
	if settled {
		return form
	}
	form.order = a.opt.asked()
	order, open := source.OrderOf(value)
	_, serial := source.Serial(value)
	if !serial && !open && order == source.AnyOrder {
		return form
	}
	a.fill()
	form = a.settle(f, value)
	if a.forms == nil {
		a.forms = map[field]dateForm{}
	}
	a.forms[f] = form
	return form
}

// settle decides by the values of a column that are at hand: the order is that of
// nine in ten of those that have one, and numbers are days where all can be.
func (a *ahead) settle(f field, value string) dateForm {
	days, months, serials, others := 0, 0, 0, 0
	count := func(v string) {
		switch order, _ := source.OrderOf(v); order {
		case source.DayFirst:
			days++
		case source.MonthFirst:
			months++
		}
		if _, ok := source.Serial(v); ok {
			serials++
		} else if _, ok := source.Unix(v); ok {
			others++
		}
	}
	count(value)
	for i := a.next; i < len(a.queue); i++ {
		if col := a.at[f]; col <= len(a.queue[i].row) {
			count(a.queue[i].row[col-1])
		}
	}
	form := dateForm{order: a.opt.asked(), serial: serials > 0 && others == 0}
	switch {
	case form.order != source.AnyOrder:
	case days > 9*months:
		form.order = source.DayFirst
	case months > 9*days:
		form.order = source.MonthFirst
	}
	return form
}
