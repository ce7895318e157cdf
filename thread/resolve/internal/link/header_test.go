package link

import "testing"

func TestFindHeader(t *testing.T) {
	for _, tc := range []struct {
		text, name, when string
		sure             bool
	}{
		{"Greta 05/02/2021 at 4:00 pm\n\nThat is not so.", "Greta", "2021-02-05 16:00", true},
		{"fox41 5. Februar 2021 um 16:07 Uhr\nNein.", "fox41", "2021-02-05 16:07", true},
		{"Greta le 5 février 2021 à 16h07\nNon.", "Greta", "2021-02-05 16:07", true},
		{"Ana 5 de febrero de 2021 a las 16:07\nNo.", "Ana", "2021-02-05 16:07", true},
		{"Joao Pires 5 fevereiro 2021 às 16:07\nNão.", "Joao Pires", "2021-02-05 16:07", true},
		{"Иван 5 февраля 2021 в 16:07\nНет.", "Иван", "2021-02-05 16:07", true},
		{"Mia February 5th, 2021 at 12:30 am\nNo.", "Mia", "2021-02-05 00:30", true},
		{"Mia 2021-02-05T16:07:30\nNo.", "Mia", "2021-02-05 16:07", true},
		{"On Tue, 2 Mar 2021 at 09:15, Olaf Berg wrote:\n> Quite.\nNo.", "Olaf Berg", "2021-03-02 09:15", false},
		{"Am 02.03.2021 um 09:15 schrieb Olaf Berg:\n> Ja.\nNein.", "Olaf Berg", "2021-03-02 09:15", false},
		{"Le 2 mars 2021 à 09:15, Olaf Berg a écrit :\nNon.", "Olaf Berg", "2021-03-02 09:15", false},
		{"El 2 de marzo de 2021, Olaf escribió:\nNo.", "Olaf", "2021-03-02 00:00", false},
		{"Olaf Berg wrote:\n> Quite.\nNo.", "Olaf Berg", "", false},
		{"\"Olaf Berg\" <olaf@example.org> wrote in message\nNo.", "Olaf Berg", "", false},
		{"In reply to Olaf Berg:\nNo.", "Olaf Berg", "", false},
		{"Antwort auf Olaf: Nein.", "Olaf", "", false},
		{"En réponse à Olaf : non.", "Olaf", "", false},
		{"@Olaf no.", "", "", false},
		{"In 2019 we had 12/11/2018 at 4:00 pm as a date.", "", "", false},
		{"He wrote: nothing new.", "", "", false},
		{"The vote of 05/02/2021 was lost.", "", "", false},
		{"I said: no.", "", "", false},
		{"", "", "", false},
	} {
		h := FindHeader(tc.text)
		if h.Name != tc.name || tc.name != "" && h.Sure() != tc.sure {
			t.Errorf("%q: name %q sure %v, want %q %v", tc.text, h.Name, h.Sure(), tc.name, tc.sure)
			continue
		}
		got := ""
		if !h.Time.IsZero() {
			got = h.Time.Format("2006-01-02 15:04")
		}
		if tc.name != "" && got != tc.when {
			t.Errorf("%q: time %q, want %q", tc.text, got, tc.when)
		}
		if h.Start < 0 || h.End < h.Start || h.End > len(tc.text) {
			t.Errorf("%q: offsets %d, %d", tc.text, h.Start, h.End)
		}
	}
}

func TestHeaderBelowTheFirstLine(t *testing.T) {
	h := FindHeader("Hello all.\nOlaf Berg wrote:\n> Quite.")
	if h.Name != "Olaf Berg" || h.Opens {
		t.Errorf("%+v", h)
	}
}

func FuzzFindHeader(f *testing.F) {
	for _, s := range []string{"Greta 05/02/2021 at 4:00 pm", "On Tue, 2 Mar 2021 at 09:15,\nOlaf Berg wrote:", "a 1/1/1990", "31. Februar 2021 x", "99/99/9999", "in reply to ", "@"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		h := FindHeader(s)
		if h.Name != "" && (h.Start < 0 || h.End < h.Start || h.End > len(s)) {
			t.Fatalf("offsets %d, %d of %d", h.Start, h.End, len(s))
		}
	})
}

func TestPeople(t *testing.T) {
	d := &Doc{people: newPeople()}
	a := d.people.add("Steve Hill", "")
	b := d.people.add("fox41", "")
	c := d.people.add("NoraK", "")
	for name, want := range map[string]int32{
		"Steve Hill": a, "stevehill": a, "SteveHill": a, "Steve": a, "Hill": a, "Steven": a, "Fox41": b, "fox": b, "Nora K": c, "nora": c, "Mia": -1, "": -1,
	} {
		if got := d.resolve(name); got != want {
			t.Errorf("%q is %d, want %d", name, got, want)
		}
	}
	d.people.add("Steve Vane", "")
	if got := d.resolve("Steve"); got != -1 {
		t.Errorf("an ambiguous name is %d", got)
	}
}
