// @ts-check

const INSTANT_LENGTH = 24;

/**
 * @param {import('knex').Knex.CreateTableBuilder} table
 */
function belongToRollout(table) {
  return table
    .string('rollout_id', 36)
    .notNullable()
    .references('id')
    .inTable('rollouts')
    .onDelete('CASCADE');
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('hidden_revisions', table => {
    table.comment(
      'Revisions that lists leave out; the revisions stay as they are',
    );
    belongToRollout(table);
    table.integer('number').notNullable();
    table.string('hidden_at', INSTANT_LENGTH).notNullable();
    table.string('hidden_by').notNullable();
    table.primary(['rollout_id', 'number']);
  });
  await knex.schema.createTable('rollout_pins', table => {
    table.comment('Why update policies leave rollouts alone');
    belongToRollout(table).primary();
    table.string('since', INSTANT_LENGTH).notNullable();
    table.string('pinned_by').notNullable();
    table.integer('revision').notNullable().comment('The rollback that did it');
  });
  await knex.schema.createTable('quarantined_images', table => {
    table.comment('Images that no update policy takes for a rollout');
    table.string('id', 36).primary();
    belongToRollout(table);
    table.string('registry').notNullable();
    table.string('repository').notNullable();
    table.string('tag', 128).notNullable();
    table.string('digest', 80).nullable();
    table.string('since', INSTANT_LENGTH).notNullable();
    table.string('quarantined_by').notNullable();
    table.integer('revision').nullable().comment('The one rolled back');
    table.index(['rollout_id', 'since'], 'quarantined_images_rollout_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('quarantined_images');
  await knex.schema.dropTable('rollout_pins');
  await knex.schema.dropTable('hidden_revisions');
};
