"""The rights register: holders, trade marks, designs and works, and who may sell under them."""
