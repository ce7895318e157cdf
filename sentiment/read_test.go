package sentiment

import (
	"runtime"
	"strings"
	"testing"
)

func TestSignForLetter(t *testing.T) {
	m := English()
	for _, text := range []string{"you b!tch", "this is bullsh!t", "you d!ck", "You sh!thead!", "you are an id<b>io</b>t", "you are an id&shy;iot"} {
		if h := m.Score("", text).Hostility; h.Score < HostileFrom {
			t.Errorf("%q scores %.2f", text, h.Score)
		}
	}
	for _, text := range []string{"Hit it!it works", "Wow!great", "Stop!tch tch", "A bit!chin up", "So good!thanks", "two<b>words</b> here"} {
		if h := m.Score("", text).Hostility; h.Score >= MildFrom {
			t.Errorf("%q scores %.2f, %v", text, h.Score, h.Spans)
		}
	}
}

func TestLongTextIsBounded(t *testing.T) {
	m := English()
	text := strings.Repeat("a.b you é ", 1_800_000)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	s := m.Score("", "You are an idiot. "+text)
	runtime.ReadMemStats(&after)
	if !s.Scored {
		t.Error("not scored")
	}
	if got := (after.TotalAlloc - before.TotalAlloc) >> 20; got > 300 {
		t.Errorf("%d MiB for %d MiB of text", got, len(text)>>20)
	} else {
		t.Logf("%d MiB allocated for %d MiB of text", got, len(text)>>20)
	}
}
