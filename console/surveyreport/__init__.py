"""The reports of a survey round as pages, on paper and as files of figures (RPT-D3, RPT-H1, RPT-Y1, SVY-12)."""
