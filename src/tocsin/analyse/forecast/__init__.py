"""Forecasts of counts as distributions, judged on the past of their own series."""
