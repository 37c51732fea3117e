"""Every closed form, in the order in which they are shown."""

from sim.experiments.validation import (
    concentration,
    constant_retention,
    diffusion,
    empowered_staff,
    expected_credit_loss,
    level_annuity,
    life_stages,
    life_table,
    paired_difference,
    repeat_buying,
    shifted_beta_geometric,
    waiting_line,
)

CHECKS = (
    constant_retention.CHECK,
    life_stages.CHECK,
    shifted_beta_geometric.CHECK,
    life_table.CHECK,
    level_annuity.CHECK,
    expected_credit_loss.CHECK,
    repeat_buying.CHECK,
    repeat_buying.FIT,
    diffusion.CHECK,
    waiting_line.CHECK,
    empowered_staff.CHECK,
    concentration.SAVERS,
    concentration.BUYERS,
    paired_difference.CHECK,
)
