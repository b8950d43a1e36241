"""The measurement model of practice: data, priors, model, fit, states, check, simulate; `signals` one file per evidence."""
